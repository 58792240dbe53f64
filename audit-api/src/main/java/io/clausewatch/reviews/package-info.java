/**
 * The monthly review of access records, as article 8 of the Korean standard for safety measures
 * (개인정보의 안전성 확보조치 기준) asks for it: who accessed how much in a month under a policy, what looks
 * unusual in it, and who has looked at that and signed.
 *
 * <p>{@link io.clausewatch.reviews.ReviewService} is the way in, for the API and for pages. It has
 * {@link io.clausewatch.reviews.ReviewMaker} make each {@link io.clausewatch.reviews.Review} anew,
 * from what {@link io.clausewatch.reviews.AccessAggregation} counts in the trail index and {@link
 * io.clausewatch.reviews.HandlerRegister} knows of who was registered when. Sign-offs are kept in
 * Kafka alone, by a {@link io.clausewatch.table.KeyedTable}.
 */
package io.clausewatch.reviews;
