import { describe, expect, it } from "vitest";
import { matchRoute, paths } from "../../src/router/routes";

describe("matchRoute", () => {
  it.each([
    ["/", "", { screen: "hallway" }],
    ["/join", "", { screen: "join" }],
    ["/room/abc", "", { screen: "room", roomId: "abc" }],
    ["/room/abc/", "", { screen: "room", roomId: "abc" }],
    ["/club/abc", "", { screen: "club", clubId: "abc" }],
    ["/clubs/new", "", { screen: "new-club" }],
    ["/events/new", "?club=c1", { screen: "new-event", clubId: "c1" }],
    ["/event/e1/edit", "", { screen: "edit-event", eventId: "e1" }],
    ["/u/ada", "", { screen: "person", handle: "ada" }],
    ["/search", "?q=caf%C3%A9&topic=food&kind=people", { screen: "search", words: "café", topic: "food", kind: "people" }],
    ["/settings", "", { screen: "settings", section: null }],
    ["/settings/devices", "", { screen: "settings", section: "devices" }],
    ["/operator", "", { screen: "operator", section: "cases" }],
    ["/operator/case/k1", "", { screen: "case", caseId: "k1" }],
  ])("MatchRoute_%s%s_IsThatScreen", (path, search, route) => {
    expect(matchRoute(path, search)).toEqual(route);
  });

  it.each([
    "/nothing",
    "/room/",
    "/room/a/b",
    "/room/%00",
    "/room/a%2Fb",
    "/u/ADA",
    "/u/a",
    "/settings/nothing",
    "/operator/nothing",
    "/event/e/nothing",
    "/a/b/c/d",
    "/%E0%A4%A",
  ])("MatchRoute_%s_IsNowhere", (path) => {
    expect(matchRoute(path)).toEqual({ screen: "nowhere" });
  });

  it("Paths_LeadWhereTheyComeFrom", () => {
    const url = new URL(paths.find("a b&c", "food", "clubs"), "https://x");

    expect(matchRoute(url.pathname, url.search)).toEqual({ screen: "search", words: "a b&c", topic: "food", kind: "clubs" });
    expect(matchRoute(paths.editEvent("e1"))).toEqual({ screen: "edit-event", eventId: "e1" });
  });

  it("Paths_Secrets_StandBehindTheHashAlone", () => {
    const link = new URL(paths.roomLink("r1", "SECRET"), "https://x");
    const invitation = new URL(paths.invitation("SECRET"), "https://x");

    expect([link.pathname + link.search, invitation.pathname + invitation.search].join()).not.toContain("SECRET");
    expect(link.hash).toBe("#SECRET");
  });
});
