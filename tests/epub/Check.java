// Wraps each content document in a minimal EPUB 3.3 book and checks the book with EPUBCheck, all
// in one virtual machine, then looks for what EPUBCheck does not see.
//
//     java -cp 'epubcheck.jar:lib/*' Check.java LIST
//     java -cp 'epubcheck.jar:lib/*' Check.java --self-test
//
// LIST names one .xhtml file a line. One line for each message; the last line counts. The exit status is 1 where anything was found.

import com.adobe.epubcheck.api.EPUBLocation;
import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.api.MasterReport;
import com.adobe.epubcheck.messages.Message;
import com.adobe.epubcheck.messages.Severity;
import com.adobe.epubcheck.util.FeatureEnum;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

public final class Check {
    private static final String CONTAINER = """
        <?xml version="1.0" encoding="UTF-8"?>
        <container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
        <rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
        </container>
        """;

    // No `properties` on the chapter: a content document of ours needs none, and EPUBCheck
    // reports one that does.
    private static final String PACKAGE = """
        <?xml version="1.0" encoding="UTF-8"?>
        <package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
        <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
        <dc:identifier id="id">urn:uuid:00000000-0000-4000-8000-000000000000</dc:identifier>
        <dc:title>One chapter</dc:title>
        <dc:language>en</dc:language>
        <meta property="dcterms:modified">2000-01-01T00:00:00Z</meta>
        </metadata>
        <manifest>
        <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
        <item id="chapter" href="chapter.xhtml" media-type="application/xhtml+xml"/>
        </manifest>
        <spine><itemref idref="chapter"/></spine>
        </package>
        """;

    private static final String NAV = """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE html>
        <html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
        <head><title>Contents</title></head>
        <body><nav epub:type="toc"><ol><li><a href="chapter.xhtml">Chapter</a></li></ol></nav></body>
        </html>
        """;

    // Elements that a post has no use for, though EPUB knows them.
    private static final Set<String> UNWANTED = Set.of(
        "script", "form", "input", "button", "select", "textarea", "iframe", "object", "embed",
        "video", "audio", "svg", "math", "style", "base");

    private static final Set<String> SCHEMES = Set.of("http", "https", "mailto", "tel", "ftp");

    /** Messages of one book. */
    private static final class Findings extends MasterReport {
        final List<String> lines = new ArrayList<>();
        int fatals;
        int errors;
        int warnings;

        @Override
        public void message(Message message, EPUBLocation location, Object... arguments) {
            Severity severity = message.getSeverity();
            switch (severity) {
                case FATAL -> fatals++;
                case ERROR -> errors++;
                case WARNING -> warnings++;
                default -> { return; }
            }
            lines.add(location.getLine() + ":" + location.getColumn() + ": " + severity + " "
                + message.getID() + " " + message.getMessage(arguments).replaceAll("\\s+", " "));
        }

        void ours(String line) {
            errors++;
            lines.add("0:0: ERROR ours " + line);
        }

        @Override public void info(String resource, FeatureEnum feature, String value) {}
        @Override public int generate() { return 0; }
        @Override public void initialize() {}
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 1 && arguments[0].equals("--self-test")) {
            System.exit(selfTest());
        }
        int[] sum = new int[3];
        int bad = 0;
        List<String> names = Files.readAllLines(Path.of(arguments[0]));
        for (String name : names) {
            Findings found = check(Files.readAllBytes(Path.of(name)));
            found.lines.forEach(line -> System.out.println(name + ":" + line));
            sum[0] += found.fatals;
            sum[1] += found.errors;
            sum[2] += found.warnings;
            bad += found.lines.isEmpty() ? 0 : 1;
        }
        System.out.printf("%d files, %d with messages: %d fatal, %d errors, %d warnings (EPUBCheck %s)%n",
            names.size(), bad, sum[0], sum[1], sum[2], EpubCheck.version());
        System.exit(bad == 0 && !names.isEmpty() ? 0 : 1);
    }

    private static Findings check(byte[] chapter) throws Exception {
        Path book = Files.createTempFile("repost-", ".epub");
        try {
            writeBook(book, chapter);
            Findings findings = new Findings();
            findings.setLocale(Locale.ENGLISH);
            EpubCheck checker = new EpubCheck(book.toFile(), findings);
            checker.setLocale(Locale.ENGLISH);
            checker.check();
            checkRules(chapter, findings);
            return findings;
        } finally {
            Files.deleteIfExists(book);
        }
    }

    private static void writeBook(Path book, byte[] chapter) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(book))) {
            byte[] type = "application/epub+zip".getBytes(StandardCharsets.US_ASCII);
            CRC32 crc = new CRC32();
            crc.update(type);
            ZipEntry first = new ZipEntry("mimetype");
            first.setMethod(ZipEntry.STORED);
            first.setSize(type.length);
            first.setCrc(crc.getValue());
            zip.putNextEntry(first);
            zip.write(type);
            add(zip, "META-INF/container.xml", CONTAINER.getBytes(StandardCharsets.UTF_8));
            add(zip, "EPUB/package.opf", PACKAGE.getBytes(StandardCharsets.UTF_8));
            add(zip, "EPUB/nav.xhtml", NAV.getBytes(StandardCharsets.UTF_8));
            add(zip, "EPUB/chapter.xhtml", chapter);
        }
    }

    private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
    }

    /** What EPUBCheck lets pass. */
    private static void checkRules(byte[] chapter, Findings findings) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        DocumentBuilder builder = factory.newDocumentBuilder();
        builder.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader("")));
        builder.setErrorHandler(new Silent());
        NodeList elements;
        try {
            elements = builder.parse(new ByteArrayInputStream(chapter)).getElementsByTagName("*");
        } catch (SAXException notWellFormed) {
            findings.ours("not well-formed: " + notWellFormed.getMessage());
            return;
        }
        for (int at = 0; at < elements.getLength(); at++) {
            checkElement((Element) elements.item(at), findings);
        }
    }

    private static void checkElement(Element element, Findings findings) {
        String name = element.getLocalName();
        if (UNWANTED.contains(name)) {
            findings.ours("a <" + name + ">");
        }
        if (name.equals("img") && !element.hasAttribute("alt")) {
            findings.ours("a picture without alt");
        }
        for (int at = 0; at < element.getAttributes().getLength(); at++) {
            String attribute = element.getAttributes().item(at).getLocalName();
            if (attribute.startsWith("on") || attribute.equals("srcdoc")) {
                findings.ours("an attribute " + attribute);
            }
        }
        for (String attribute : List.of("href", "cite", "data-cite", "data-src")) {
            if (element.hasAttribute(attribute)) {
                checkAddress(attribute, element.getAttribute(attribute), findings);
            }
        }
    }

    private static void checkAddress(String attribute, String value, Findings findings) {
        boolean inside = attribute.equals("href") && value.startsWith("#") && value.length() > 1;
        int colon = value.indexOf(':');
        if (!inside && (colon < 0 || !SCHEMES.contains(value.substring(0, colon)))) {
            findings.ours(attribute + " \"" + value + "\"");
        }
    }

    private static final class Silent implements ErrorHandler {
        @Override public void warning(SAXParseException e) {}
        @Override public void error(SAXParseException e) {}
        @Override public void fatalError(SAXParseException e) throws SAXException { throw e; }
    }

    /** A checker that finds nothing in these is no checker. */
    private static int selfTest() throws Exception {
        List<String> bait = List.of(
            "<p>a<p>b</p></p>", "<p>a<br>b</p>", "<p>&nbsp;</p>", "<p id=\"a\"/><p id=\"a\"/>",
            "<p><a href=\"#nowhere\">a</a></p>", "<p><a href=\"page.html\">a</a></p>",
            "<p><a href=\"javascript:x\">a</a></p>", "<p><a href=\"\">a</a></p>",
            "<p><a href=\"http://a b/\">a</a></p>", "<p><img src=\"http://example.com/a.png\" alt=\"\"/></p>",
            "<p onclick=\"x\">a</p>", "<script>x</script>", "<p><time datetime=\"x\">a</time></p>",
            "<p style=\"a\" align=\"left\">a</p>", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        int missed = 0;
        for (String body : bait) {
            if (check(selfTestPage(body)).lines.isEmpty()) {
                System.out.println("not found: " + body);
                missed++;
            }
        }
        Findings good = check(selfTestPage("<p>a <a href=\"https://example.com/\">b</a></p>"));
        good.lines.forEach(line -> System.out.println("wrongly found: " + line));
        System.out.printf("self-test: %d of %d found%n", bait.size() - missed, bait.size());
        return missed == 0 && good.lines.isEmpty() ? 0 : 1;
    }

    private static byte[] selfTestPage(String body) {
        return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n"
            + "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\" xml:lang=\"en\">"
            + "<head><title>t</title></head><body>" + body + "</body></html>")
            .getBytes(StandardCharsets.UTF_8);
    }
}
