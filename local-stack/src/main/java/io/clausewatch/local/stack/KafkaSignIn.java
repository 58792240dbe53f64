package io.clausewatch.local.stack;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** How a connection to Kafka begins where its listener asks who one is: by SASL's PLAIN. */
final class KafkaSignIn {

  private static final int SASL_HANDSHAKE = 17;
  private static final int SASL_AUTHENTICATE = 36;
  private static final String MECHANISM = "PLAIN";

  private KafkaSignIn() {}

  /**
   * Signs in on a connection on which nothing was sent yet.
   *
   * @throws IOException when Kafka does not let this user in, or does not answer
   */
  static void signIn(Socket socket, ServerLogin login) throws IOException {
    ByteArrayOutputStream mechanism = new ByteArrayOutputStream();
    new DataOutputStream(mechanism).writeUTF(MECHANISM); // ASCII after two bytes of length
    exchange(socket, SASL_HANDSHAKE, 1, mechanism.toByteArray());

    byte[] proof = ("\0" + login.user() + "\0" + login.password()).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream authentication = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(authentication);
    fields.writeInt(proof.length);
    fields.write(proof);
    exchange(socket, SASL_AUTHENTICATE, 0, authentication.toByteArray());
  }

  /** Either answer begins with the number of an error, or 0. */
  private static void exchange(Socket socket, int key, int version, byte[] body)
      throws IOException {
    DataOutputStream request =
        new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    request.writeInt(10 + body.length); // size of what follows
    request.writeShort(key);
    request.writeShort(version);
    request.writeInt(0); // correlation id
    request.writeShort(-1); // no client id
    request.write(body);
    request.flush();
    DataInputStream response = new DataInputStream(socket.getInputStream());
    int rest = response.readInt() - Integer.BYTES - Short.BYTES;
    response.readInt(); // correlation id
    short error = response.readShort();
    response.skipNBytes(rest);
    if (error != 0) {
      throw new IOException("Kafka refuses this user with error " + error);
    }
  }
}
