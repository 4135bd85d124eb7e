package pellucid.eval.serve;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import pellucid.tensor.InputException;

/**
 * A server for a page of search, at 127.0.0.1: no other machine can reach it.
 *
 * <pre>
 *   try (SearchServer server = SearchServer.bind(8080)) {
 *       server.start(page);          // draws the maps in the background
 *       server.awaitClose();
 *   }
 * </pre>
 */
public final class SearchServer implements AutoCloseable {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int THREADS = 4;

    private static final String NODELAY = "sun.net.httpserver.nodelay";

    static {
        // Or else the body of an answer waits until the client has acknowledged its head: some 40 ms on a kept
        // connection.
        if (System.getProperty(NODELAY) == null) {
            System.setProperty(NODELAY, "true");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final CountDownLatch closed = new CountDownLatch(1);
    private RowMaps maps; // null until the server is started

    private SearchServer(HttpServer server) {
        this.server = server;
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "pellucid-serve-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
    }

    /**
     * Takes a port; who connects waits until the server is started.
     *
     * @param port 0 for any that is free
     * @throws InputException if the port cannot be had
     */
    public static SearchServer bind(int port) {
        try {
            return new SearchServer(
                    HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        } catch (IOException refused) {
            throw new InputException(
                    "port " + port + " of 127.0.0.1 cannot be had (" + refused.getMessage()
                            + "); choose another one, or 0 for any that is free",
                    refused);
        }
    }

    /** Where the page is. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** Begins to answer, and to draw the maps. */
    public void start(SearchPage page) {
        RowMaps drawn = new RowMaps(page);
        server.createContext("/", new RequestHandler(new Answers(page, drawn)));
        server.start();
        maps = drawn;
        maps.begin();
    }

    /** Waits until the server is closed. */
    public void awaitClose() throws InterruptedException {
        closed.await();
    }

    /** Answers no more, and gives the port back. */
    @Override
    public void close() {
        if (maps != null) {
            maps.cancel();
        } else if (closed.getCount() > 0) {
            server.start(); // the port is given back by the thread that this begins
        }
        server.stop(0);
        threads.shutdownNow();
        closed.countDown();
    }
}
