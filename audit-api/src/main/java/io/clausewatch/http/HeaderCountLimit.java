package io.clausewatch.http;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * Connections whose requests have at most so many headers; with one more the answer is 431. Jetty
 * bounds their bytes alone, and a header of five bytes takes hundreds in memory: some thousands of
 * them on each of many connections, none of which sends a whole request, would end the server.
 */
final class HeaderCountLimit extends HttpConnectionFactory {

  /** Several times what browsers and proxies send. */
  static final int MAX = 100;

  private static final int TOO_LARGE = 431;
  private static final int BAD_REQUEST = 400;

  /** Connections of a server so configured. */
  HeaderCountLimit(HttpConfiguration configuration) {
    super(configuration);
  }

  /** As Jetty does it, but for the counting. */
  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    HttpConnection connection = new Counting(getHttpConfiguration(), connector, endPoint);
    connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
    return configure(connection, connector, endPoint);
  }

  private static final class Counting extends HttpConnection {

    Counting(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
      super(configuration, connector, endPoint);
    }

    @Override
    protected RequestHandler newRequestHandler() {
      return new RequestHandler() {
        private int headers;
        private boolean isOld;

        @Override
        public void startRequest(String method, String uri, HttpVersion version) {
          headers = 0;
          isOld = version == HttpVersion.HTTP_1_0;
          super.startRequest(method, uri, version);
        }

        @Override
        public void parsedHeader(HttpField field) {
          headers++;
          if (headers > MAX) {
            throw new HttpException.RuntimeException(TOO_LARGE, "Too many headers");
          }
          if (isOld && field.getHeader() == HttpHeader.TRANSFER_ENCODING) {
            // RFC 9112, section 6.1: it may have come through somebody who did not understand it.
            throw new HttpException.RuntimeException(BAD_REQUEST, "Chunks in HTTP/1.0");
          }
          super.parsedHeader(field);
        }
      };
    }
  }
}
