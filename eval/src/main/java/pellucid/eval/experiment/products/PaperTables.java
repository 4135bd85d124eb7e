package pellucid.eval.experiment.products;

import java.util.Arrays;
import java.util.List;
import pellucid.eval.report.Table;

/** The figures that the study quotes from the papers on MiniLM. None of them is measured here. */
final class PaperTables {
    private static final String NOT_MEASURED = "Reported, not measured here: ";
    private static final String FIRST = " (Wang et al., \"MiniLM\", 2020).";
    private static final String SECOND = " (Wang et al., \"MiniLMv2\", 2021).";

    private PaperTables() {}

    static List<Table> all() {
        return List.of(
                table("what students learn from their teacher" + FIRST, """
                        Approach|Teacher|Distilled knowledge|Layer to layer|Bound to the teacher's layers|Bound to its width
                        DistilBERT|BERT base|soft target probabilities, embeddings|||yes
                        TinyBERT|BERT base|embeddings, hidden states, attention distributions|yes||
                        MobileBERT|IB-BERT large|soft target probabilities, hidden states, attention distributions|yes|yes|yes
                        MiniLM|BERT base|attention distributions and value relations of the last layer|||
                        """),
                table("students of BERT base, accuracy or F1 on SQuAD 2.0 and GLUE" + FIRST, """
                        Model|Size|SQuAD|MNLI|SST-2|QNLI|CoLA|RTE|MRPC|QQP|Mean
                        BERT base|109M|76.8|84.5|93.2|91.7|58.9|68.6|87.3|91.3|81.5
                        DistilBERT|66M|70.7|79.0|90.7|85.3|43.6|59.9|87.5|84.9|75.2
                        TinyBERT|66M|73.1|83.5|91.6|90.5|42.8|72.2|88.4|90.6|79.1
                        MiniLM|66M|76.4|84.0|92.0|91.0|49.2|71.5|88.4|91.0|80.4
                        """),
                table("smaller MiniLMs" + FIRST, """
                        Model|Size|SQuAD 2.0|MNLI-m|SST-2|QNLI|CoLA
                        BERT base|109M|76.8|84.5|93.2|91.7|58.9
                        MiniLM-L12xH384|33M|81.7|85.7|93.0|91.5|58.5
                        MiniLM-L6xH384|22M|75.6|83.3|91.5|90.5|47.5
                        """),
                table("MiniLMv2 by teacher" + SECOND, """
                        Model|Teacher|Speed-up|Size|MNLI-m (accuracy)|SQuAD 2.0 (F1)
                        L6xH768|RoBERTa large|2.0×|81M|87.0|81.6
                        L12xH384|RoBERTa large|2.7×|41M|86.9|82.3
                        L6xH384|RoBERTa large|5.3×|30M|84.4|76.4
                        L6xH768|BERT large|2.0×|66M|85.0|77.7
                        L6xH384|BERT large|5.3×|22M|83.0|74.3
                        L6xH768|BERT base|2.0×|66M|84.2|76.3
                        L6xH384|BERT base|5.3×|22M|82.8|72.9
                        """));
    }

    private static Table table(String caption, String lines) {
        List<List<String>> rows =
                lines.lines().map(line -> Arrays.asList(line.split("\\|", -1))).toList();
        return new Table(NOT_MEASURED + caption, rows.get(0), rows.subList(1, rows.size()));
    }
}
