import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.ja.JapaneseAnalyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.QueryBuilder;
import org.apache.lucene.util.Version;

/**
 * Lucene over words (kuromoji) and pairs of characters, each of title and body: {@code version},
 * {@code build INDEX} (documents on standard input, a line each: id, title, body, with tabs) or
 * {@code search INDEX words|recipe} (queries: kind, words, must, without, with tabs; the parts of
 * each with U+001F; answers each with a line of ids). What is asked of words is in SHOULD; in the
 * recipe each word as typed is also a MUST, a phrase of pairs, unless the words are alternatives.
 */
public class Lucene {
    private static final int LIMIT = 10;
    private static final float TITLE = 3;
    private static final String WORDS = "words", PAIRS = "pairs";
    private static final Analyzer ANALYZER =
        new PerFieldAnalyzerWrapper(
            new JapaneseAnalyzer(),
            Map.of("title-" + PAIRS, new CJKAnalyzer(), "body-" + PAIRS, new CJKAnalyzer()));
    private static final QueryBuilder BUILDER = new QueryBuilder(ANALYZER);

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        if (arguments[0].equals("version")) {
            out.println(Version.LATEST);
            return;
        }
        try (Directory folder = FSDirectory.open(Path.of(arguments[1]))) {
            if (arguments[0].equals("build")) {
                build(folder, lines);
            } else {
                search(folder, lines, out, arguments[2].equals("recipe"));
            }
        }
    }

    private static void build(Directory folder, BufferedReader lines) throws IOException {
        try (IndexWriter writer = new IndexWriter(folder, new IndexWriterConfig(ANALYZER))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] parts = line.split("\t", -1);
                Document made = new Document();
                made.add(new StoredField("id", parts[0]));
                for (String kind : List.of(WORDS, PAIRS)) {
                    made.add(new TextField("title-" + kind, parts[1], Field.Store.NO));
                    made.add(new TextField("body-" + kind, parts[2], Field.Store.NO));
                }
                writer.addDocument(made);
            }
            writer.forceMerge(1);
        }
    }

    private static void search(
            Directory folder, BufferedReader lines, PrintStream out, boolean recipe)
            throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(folder)) {
            IndexSearcher searcher = new IndexSearcher(reader);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                List<String> ids = new ArrayList<>();
                for (ScoreDoc found : searcher.search(asked(line, recipe), LIMIT).scoreDocs) {
                    ids.add(searcher.storedFields().document(found.doc).get("id"));
                }
                out.println(String.join("\t", ids));
            }
        }
    }

    private static Query asked(String line, boolean recipe) {
        String[] parts = line.split("\t", -1);
        boolean all = recipe && parts[0].equals("AND");
        BooleanQuery.Builder made = new BooleanQuery.Builder();
        for (String word : split(parts[1])) {
            if (all) {
                made.add(phrase(PAIRS, word), Occur.MUST);
            }
            made.add(words(word), Occur.SHOULD);
        }
        for (String text : split(parts[2])) {
            made.add(phrase(recipe ? PAIRS : WORDS, text), Occur.MUST);
        }
        for (String text : split(parts[3])) {
            made.add(phrase(recipe ? PAIRS : WORDS, text), Occur.MUST_NOT);
        }
        return made.build();
    }

    private static String[] split(String parts) {
        return parts.isEmpty() ? new String[0] : parts.split("\u001f");
    }

    private static Query words(String text) {
        return either(
            BUILDER.createBooleanQuery("title-" + WORDS, text),
            BUILDER.createBooleanQuery("body-" + WORDS, text));
    }

    private static Query phrase(String kind, String text) {
        return either(
            BUILDER.createPhraseQuery("title-" + kind, text),
            BUILDER.createPhraseQuery("body-" + kind, text));
    }

    /** In the title or the body; nothing where the analyser leaves nothing of the text. */
    private static Query either(Query title, Query body) {
        BooleanQuery.Builder made = new BooleanQuery.Builder();
        if (title != null) {
            made.add(new BoostQuery(title, TITLE), Occur.SHOULD);
        }
        if (body != null) {
            made.add(body, Occur.SHOULD);
        }
        return made.build();
    }
}
