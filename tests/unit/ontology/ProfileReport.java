// Prints what OWLAPI says of the profile of each RDF file it is given, and HermiT of its consistency: one finding a line.

import java.io.File;
import org.semanticweb.HermiT.Configuration;
import org.semanticweb.HermiT.ReasonerFactory;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;
import org.semanticweb.owlapi.profiles.Profiles;
import org.semanticweb.owlapi.reasoner.OWLReasoner;

public class ProfileReport {
    public static void main(String[] files) throws Exception {
        Configuration configuration = new Configuration();
        configuration.ignoreUnsupportedDatatypes = true; // xsd:date, xsd:gYearMonth, xsd:gYear: OWL 2 does not know them
        for (String file : files) {
            OWLOntology ontology =
                    OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(new File(file));
            String name = new File(file).getName() + " ";
            for (Profiles profile : new Profiles[] {Profiles.OWL2_DL, Profiles.OWL2_RL}) {
                for (OWLProfileViolation violation : profile.checkOntology(ontology).getViolations()) {
                    System.out.println(name + profile + " " + violation);
                }
                System.out.println(name + profile + " checked");
            }
            OWLReasoner hermit = new ReasonerFactory().createReasoner(ontology, configuration);
            System.out.println(name + "consistent " + hermit.isConsistent());
            if (hermit.isConsistent()) {
                System.out.println(name + "unsatisfiable " + hermit.getUnsatisfiableClasses().getEntitiesMinusBottom());
            }
        }
    }
}
