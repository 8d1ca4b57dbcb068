// Prints how the ontologies in the files it is given differ from that in the first: axioms and annotations, one a line.

import java.io.File;
import java.util.Set;
import java.util.TreeSet;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;

public class SameAxioms {
    public static void main(String[] files) throws Exception {
        Set<String> first = null;
        for (String file : files) {
            Set<String> said = said(file);
            first = first == null ? said : first;
            for (String each : first) {
                if (!said.contains(each)) {
                    System.out.println(new File(file).getName() + " lacks " + each);
                }
            }
            for (String each : said) {
                if (!first.contains(each)) {
                    System.out.println(new File(file).getName() + " adds " + each);
                }
            }
            System.out.println(new File(file).getName() + " " + said.size());
        }
    }

    private static Set<String> said(String file) throws Exception {
        OWLOntology ontology = OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(new File(file));
        Set<String> said = new TreeSet<>();
        ontology.axioms().forEach(axiom -> said.add(axiom.toString()));
        ontology.annotations().forEach(annotation -> said.add(annotation.toString()));
        said.add(ontology.getOntologyID().toString());
        return said;
    }
}
