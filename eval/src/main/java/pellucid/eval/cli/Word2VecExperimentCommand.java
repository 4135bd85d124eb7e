package pellucid.eval.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import pellucid.eval.experiment.word2vec.WordVectorData;
import pellucid.eval.experiment.word2vec.WordVectorOptions;
import pellucid.eval.experiment.word2vec.WordVectorStudy;
import pellucid.tensor.InputException;
import pellucid.tensor.backend.Backends;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code experiment word2vec}: every variant of Word2Vec, one factor at a time. */
@Command(
        name = "word2vec",
        sortOptions = false,
        description =
                "Word2Vec: skip-gram and CBOW in some thirty settings on the same text, asked the same questions.",
        footerHeading = "%nEvery file is optional; without any, WordNet's glosses are learned from, and what needs a"
                + "%nfile is not tested. On two free processors and with all files it takes a quarter%nof an hour, without any"
                + " some minutes, and with --full some hours.%n%nExamples:%n",
        footer = {
            "  experiment word2vec",
            "  experiment word2vec --imdb imdb.csv --newsgroups 20news-bydate.tar.gz \\",
            "      --analogies questions-words.txt --pairs wordsim353.tsv"
        })
final class Word2VecExperimentCommand implements Callable<Integer> {
    private static final String PAGE = "word2vec.html";

    /** Of WordNet's glosses, which are few. */
    private static final double GLOSSES = 0.5;

    @ParentCommand
    private ExperimentCommand parent;

    @Spec
    private CommandSpec spec;

    @Option(names = "--imdb", paramLabel = "CSV", description = "IMDb's film reviews, as published or as on Kaggle")
    private Path imdb;

    @Option(names = "--newsgroups", paramLabel = "TAR.GZ", description = "the 20 Newsgroups, as published")
    private Path newsgroups;

    @Option(names = "--corpus", paramLabel = "F", description = "more text to learn from, one document a line")
    private Path corpus;

    @Option(names = "--analogies", paramLabel = "F", description = "questions-words.txt, or one like it")
    private Path analogies;

    @Option(names = "--pairs", paramLabel = "F", description = "WordSim-353, or one like it: word, word, judgement")
    private Path pairs;

    @Option(
            names = "--pretrained",
            paramLabel = "V.bin",
            description = "vectors in word2vec's format to compare with, for example Google's")
    private Path pretrained;

    @Option(
            names = "--fraction",
            paramLabel = "P",
            description = "learn from this share of the documents (default: 0.1; of WordNet's glosses " + GLOSSES + ")")
    private Double fraction;

    @Option(names = "--full", description = "learn from all documents, classify all that are labelled")
    private boolean full;

    @Option(names = "--epochs", paramLabel = "N", description = "passes over the text (default: 5)")
    private Integer epochs;

    @Option(
            names = "--documents",
            paramLabel = "N",
            description = "labelled documents to learn from, and as many to ask; 0 for all (default: 5000)")
    private Integer documents;

    @Option(names = "--dim", paramLabel = "N", description = "numbers in a vector of the centre (default: 100)")
    private Integer width;

    @Option(names = "--min-count", paramLabel = "N", description = "leave out words that occur less often (default: 5)")
    private Integer minimumCount;

    @Option(
            names = "--small",
            paramLabel = "N",
            description = "words of the small corpus that the full softmax is tried on (default: 100000)")
    private Integer small;

    @Option(names = "--threads", paramLabel = "N", description = "how many (default: as many as processors)")
    private Integer threads;

    @Option(names = "--shuffle", description = "the control: labels, judgements, answers and synonyms dealt out anew")
    private boolean shuffle;

    @Mixin
    private ReportOption page;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        WordVectorOptions options = options();
        WordVectorData data = new WordVectorData(imdb, newsgroups, corpus, analogies, pairs, pretrained);
        Map<String, Path> read = new LinkedHashMap<>();
        read.put("--imdb", imdb);
        read.put("--newsgroups", newsgroups);
        read.put("--corpus", corpus);
        read.put("--analogies", analogies);
        read.put("--pairs", pairs);
        read.put("--pretrained", pretrained);
        read.forEach((option, file) -> {
            if (file != null) {
                json.requireOtherThan(spec, option, file);
            }
        });
        page.run(
                PAGE,
                progress -> WordVectorStudy.run(data, options, Backends.get(), progress),
                (done, total, words) -> done == total,
                json,
                parent.output());
        return ExitCode.OK;
    }

    private WordVectorOptions options() {
        WordVectorOptions options = (full ? WordVectorOptions.FULL : WordVectorOptions.DEFAULTS)
                .withSeed(page.seed())
                .withShuffle(shuffle);
        if (full && fraction != null) {
            throw Usage.wrong(spec, "--full learns from all documents, --fraction from some; leave one of them out");
        }
        boolean glosses = imdb == null && newsgroups == null && corpus == null;
        try {
            options = fraction != null
                    ? options.withFraction(fraction)
                    : glosses && !full ? options.withFraction(GLOSSES) : options;
            options = epochs == null ? options : options.withEpochs(epochs);
            options = documents == null ? options : options.withDocuments(documents);
            options = width == null ? options : options.withWidth(width);
            options = minimumCount == null ? options : options.withMinimumCount(minimumCount);
            options = small == null ? options : options.withSmallTokens(small);
            return threads == null ? options : options.withThreads(threads);
        } catch (InputException wrong) {
            throw Usage.wrong(spec, wrong.getMessage());
        }
    }
}
