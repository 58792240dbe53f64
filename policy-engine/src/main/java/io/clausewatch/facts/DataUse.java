package io.clausewatch.facts;

import io.clausewatch.contract.MessageChannel;
import java.util.List;

/**
 * A use of personal data for which a consent may be needed.
 *
 * @param purpose the purpose id
 * @param categories the data categories, may be empty
 * @param channel the channel of a message; null when it is none
 * @param recipientId the recipient of a disclosure; null when it is none
 */
public record DataUse(
    String purpose, List<String> categories, MessageChannel channel, String recipientId) {}
