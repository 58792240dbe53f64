package io.clausewatch.local.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/** CloudEvents as a producing service writes them. */
final class Story {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Story() {}

  /** An event of some kind; its data is given as JSON, single quotes standing for double ones. */
  static ObjectNode event(String kind, String id, String policyId, Instant at, String data) {
    ObjectNode event = JSON.createObjectNode();
    event.put("specversion", "1.0");
    event.put("id", id);
    event.put("source", "e2e");
    event.put("type", "io.clausewatch." + kind + ".v1");
    event.put("time", at.toString());
    event.put("policy", policyId);
    event.set("data", json(data));
    return event;
  }

  static ObjectNode read(String id, String policyId, String subjectId, String purpose, Instant at) {
    return event(
        "access",
        id,
        policyId,
        at,
        """
        {'subjectIds': ['%s'], 'actor': {'id': 'app', 'kind': 'SYSTEM'}, 'operation': 'READ',
         'purpose': '%s', 'dataCategories': ['name']}
        """
            .formatted(subjectId, purpose));
  }

  static ObjectNode message(
      String id, String policyId, String subjectId, String purpose, Instant at) {
    return event(
        "access",
        id,
        policyId,
        at,
        """
        {'subjectIds': ['%s'], 'actor': {'id': 'app', 'kind': 'SYSTEM'}, 'operation': 'CONTACT',
         'purpose': '%s', 'dataCategories': ['email'],
         'message': {'channel': 'EMAIL', 'optOutOffered': true}}
        """
            .formatted(subjectId, purpose));
  }

  static ObjectNode consent(
      String id, String policyId, String subjectId, String action, String purpose, Instant at) {
    return event(
        "consent",
        id,
        policyId,
        at,
        "{'subjectId': '%s', 'action': '%s', 'purposes': ['%s']}"
            .formatted(subjectId, action, purpose));
  }

  /** An authority asks with an instrument, and gets the data. */
  static ObjectNode request(
      String id, String policyId, String subjectId, String instrument, Instant at) {
    return event(
        "disclosure",
        id,
        policyId,
        at,
        """
        {'subjectIds': ['%s'], 'actor': {'id': 'legal-1', 'kind': 'STAFF'},
         'recipient': {'id': 'police-seoul', 'kind': 'LAW_ENFORCEMENT'},
         'purpose': 'legal-compliance', 'dataCategories': ['name', 'phone'],
         'legalBasis': {'kind': 'LEGAL_PROCESS'},
         'instrument': {'kind': '%s', 'reference': '2026-17', 'issuer': 'Seoul Police',
          'issuedAt': '%s'}}
        """
            .formatted(subjectId, instrument, at.minusSeconds(3_600)));
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
