import { AccountPower } from "@audiorooms/client";
import { expect, it } from "vitest";
import { trustAndSafety } from "../../src/state/session";

it("trustAndSafety_IsTheProtocolsNumber", () => {
  expect(trustAndSafety).toBe(AccountPower.TRUST_AND_SAFETY);
});
