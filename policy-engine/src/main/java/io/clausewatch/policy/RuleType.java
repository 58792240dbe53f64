package io.clausewatch.policy;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;

/**
 * What an argument of a function takes, or a function answers: its CEL type, and what its words can
 * be, so that one that can never match is found when the policy is loaded.
 *
 * @param type the CEL type
 * @param domain what its words can be
 * @param inWords as the guide writes it, e.g. {@code purpose}
 */
record RuleType(CelType type, EnumDomain domain, String inWords) {

  static final RuleType BOOL = of(SimpleType.BOOL, "truth");
  static final RuleType NUMBER = of(SimpleType.INT, "number");
  static final RuleType TEXT = of(SimpleType.STRING, "word");
  static final RuleType LIST = of(ListType.create(SimpleType.STRING), "list");
  static final RuleType INSTANT = of(SimpleType.TIMESTAMP, "instant");
  static final RuleType PERIOD = of(SimpleType.DURATION, "period");
  static final RuleType PURPOSE =
      new RuleType(SimpleType.STRING, new EnumDomain.Purpose(), "purpose");
  static final RuleType CATEGORY =
      new RuleType(SimpleType.STRING, new EnumDomain.Category(), "category");
  static final RuleType CATEGORIES =
      new RuleType(ListType.create(SimpleType.STRING), new EnumDomain.Category(), "categories");
  static final RuleType LISTED_PROCESSOR =
      new RuleType(SimpleType.STRING, new EnumDomain.ListedProcessor(), "id");

  /** A type whose words can be anything. */
  static RuleType of(CelType type, String inWords) {
    return new RuleType(type, new EnumDomain.Anything(), inWords);
  }

  /** A word that is one of some symbols. */
  static RuleType symbol(Class<? extends Enum<?>> symbols) {
    return new RuleType(SimpleType.STRING, EnumDomain.Symbols.of(symbols), "word");
  }
}
