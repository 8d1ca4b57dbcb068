"""One short file per verb: it opens files, calls one function, prints. stdout is data, stderr is talk."""
