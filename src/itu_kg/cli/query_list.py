"""`itu-kg query list` and `show`: what the catalogue holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from itu_kg.cli import sources
from itu_kg.cli.options import as_json, project
from itu_kg.query.catalogue import catalogue

if TYPE_CHECKING:
    from itu_kg.query.header import StoredQuery


@click.command("list")
@sources.queries
@as_json
def list_(folders: tuple[Path, ...], *, as_json: bool) -> None:
    """List the stored queries: name, parameters, summary."""
    queries = catalogue(project().queries, *folders).all()
    if as_json:
        import json  # noqa: PLC0415  only for --json

        click.echo(json.dumps([_described(query) for query in queries], ensure_ascii=False, indent=2))
        return
    width = max((len(query.name) for query in queries), default=0)
    for query in queries:
        takes = " ".join(
            f"--{sources.flag(p.name)}" if p.required else f"[--{sources.flag(p.name)}]" for p in query.parameters
        )
        click.echo(f"{query.name:<{width}}  {query.summary}{'  ' if takes else ''}{takes}")


@click.command()
@click.argument("name")
@sources.queries
def show(name: str, folders: tuple[Path, ...]) -> None:
    """Show a stored query: what it answers, its parameters, an example, its SPARQL."""
    query = catalogue(project().queries, *folders).get(name)
    for line in (query.summary, query.question, query.description):
        if line:
            click.echo(line)
    for parameter in query.parameters:
        facts = [parameter.type, "required" if parameter.required else "optional"]
        facts += [f"one of {', '.join(parameter.allowed)}"] if parameter.allowed else []
        facts += [f"default {parameter.default}"] if parameter.default is not None else []
        click.echo(f"  --{sources.flag(parameter.name)}  ({', '.join(facts)})  {parameter.description}")
    click.echo(f"Example: itu-kg query run {query.name}{_example(query)}\n")
    body = [line for line in query.text.splitlines() if not line.startswith("#+")]
    click.echo("\n".join(body).strip())


def _example(query: StoredQuery) -> str:
    shown = [p for p in query.parameters if p.example is not None]
    return "".join(f" --{sources.flag(p.name)} {_shell(p.example or '')}" for p in shown)


def _shell(text: str) -> str:
    import shlex  # noqa: PLC0415  for `show` only

    return shlex.quote(text)


def _described(query: StoredQuery) -> dict[str, object]:
    parameters = [
        {
            "name": p.name, "type": p.type, "description": p.description, "required": p.required,
            "default": p.default, "allowed": list(p.allowed), "example": p.example,
        }
        for p in query.parameters
    ]  # fmt: skip
    return {
        "name": query.name, "summary": query.summary, "description": query.description, "question": query.question,
        "tags": list(query.tags), "parameters": parameters, "lists": list(query.lists),
    }  # fmt: skip
