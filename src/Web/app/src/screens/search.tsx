import { SearchKind, type SearchResult } from "@audiorooms/client";
import { CalendarDays, SearchX, Sparkles, UsersRound, X } from "lucide-preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n";
import { formatDayTime } from "../i18n/format";
import { hueOf } from "../model/hue";
import { nameOf, plainLine } from "../model/plain-text";
import { PersonRow } from "../person/person-row";
import { go, Link } from "../router/router";
import { paths, type Route } from "../router/routes";
import { client } from "../services/client";
import { attempt } from "../state/action";
import { usePages, useResource } from "../state/resource";
import { loadTopics, topicGroups, topicLabel, topicName } from "../state/topics";
import { IconButton } from "../ui/button";
import { TextField } from "../ui/field";
import { RoomCard } from "../ui/room-card";
import { Screen, Section, Tabs } from "../ui/screen";
import { Async, Empty, PagedList, Skeleton } from "../ui/states";
import { Topics } from "../ui/topic-picker";

const kinds = [
  { id: "rooms", kind: SearchKind.ROOM, label: "search.rooms" },
  { id: "people", kind: SearchKind.PERSON, label: "search.people" },
  { id: "clubs", kind: SearchKind.CLUB, label: "search.clubs" },
  { id: "events", kind: SearchKind.EVENT, label: "search.events" },
] as const;

/** Rooms that are live, people, clubs and events to come, by words and by interest. The question stands in the address. */
export function SearchScreen({ route }: { readonly route: Extract<Route, { screen: "search" }> }) {
  const [words, setWords] = useState(route.words);
  const kind = kinds.find((one) => one.id === route.kind) ?? kinds[0];
  useEffect(() => void loadTopics(), []);
  useEffect(() => {
    if (words.trim() === route.words) return;
    const timer = setTimeout(() => go(paths.find(words.trim(), route.topic, route.kind), { replace: true }), 300);
    return () => clearTimeout(timer);
  }, [words, route]);

  const asked = route.words !== "" || route.topic !== "";
  return (
    <Screen title={t("search.title")}>
      <div class="search-top">
        <TextField
          label={t("search.label")}
          hideLabel
          type="search"
          value={words}
          onText={setWords}
          maxLength={100}
          placeholder={t("search.placeholder")}
          autocomplete="off"
        />
        {route.topic !== "" && (
          <button
            type="button"
            class="chip chip-button"
            style={{ "--hue": hueOf([route.topic], route.topic) }}
            aria-label={t("search.dropTopic", { topic: topicName(route.topic) })}
            onClick={() => go(paths.find(route.words, "", route.kind), { replace: true })}
          >
            {topicName(route.topic)} <X size={15} aria-hidden="true" />
          </button>
        )}
      </div>
      {asked ? (
        <>
          <Tabs
            label={t("search.kinds")}
            tabs={kinds.map((one) => ({
              href: paths.find(route.words, route.topic, one.id),
              label: t(one.label),
              current: one.id === kind.id,
            }))}
          />
          <Results key={`${kind.id} ${route.words} ${route.topic}`} kind={kind.kind} words={route.words} topic={route.topic} />
        </>
      ) : (
        <Explore />
      )}
    </Screen>
  );
}

function Results({ kind, words, topic }: { readonly kind: SearchKind; readonly words: string; readonly topic: string }) {
  const found = usePages(`search ${kind} ${words} ${topic}`, async (pageToken) => {
    const page = await client().calls.discovery.search({ kind, words, topic, pageSize: 30, pageToken });
    return { items: page.results, nextPageToken: page.nextPageToken };
  });
  return (
    <div aria-live="off">
      <PagedList
        of={found}
        skeleton={<Skeleton rows={5} />}
        empty={<Empty icon={SearchX} title={t("search.nothing")} text={t("search.nothingText")} />}
      >
        {(results) =>
          kind === SearchKind.ROOM ? (
            <div class="cards">{results.map((result) => result.room && <RoomCard key={result.id} room={result.room} />)}</div>
          ) : (
            <ul class="rows">
              {results.map((result) => (
                <Result key={result.id} result={result} />
              ))}
            </ul>
          )
        }
      </PagedList>
    </div>
  );
}

function Result({ result }: { readonly result: SearchResult }) {
  if (result.kind === SearchKind.PERSON) return result.owner ? <PersonRow card={result.owner} /> : null;
  const club = result.kind === SearchKind.CLUB;
  const host = result.owner?.person;
  return (
    <li class="row person-row" style={{ "--hue": hueOf(result.topics, result.title) }}>
      <Link href={club ? paths.club(result.id) : paths.event(result.id)} class="person-open">
        <span class="glyph" aria-hidden="true">
          {club ? <UsersRound size={22} /> : <CalendarDays size={22} />}
        </span>
        <span class="grow">
          <span class="two-lines words strong">{plainLine(result.title)}</span>
          {!club && <span class="one-line small accent">{formatDayTime(Number(result.startsAtUnixMs))}</span>}
          {host && <span class="one-line soft small words">{nameOf(host)}</span>}
        </span>
      </Link>
      <Topics ids={result.topics} />
    </li>
  );
}

/** Before anything is asked: interests to look through, and people to follow. */
function Explore() {
  return (
    <>
      <Section title={t("search.byInterest")}>
        <ul class="topic-tiles">
          {topicGroups.value.map((group) => (
            <li key={group.topic.id}>
              <Link
                href={paths.find("", group.topic.id)}
                class="topic-tile"
                style={{ "--hue": hueOf([group.topic.id], group.topic.id) }}
              >
                <span class="strong">{topicLabel(group.topic)}</span>
                <span class="small two-lines">{group.below.slice(0, 3).map(topicLabel).join(" · ")}</span>
              </Link>
            </li>
          ))}
        </ul>
      </Section>
      <Suggestions />
    </>
  );
}

function Suggestions() {
  const people = useResource("suggestions", async () => (await client().calls.discovery.suggestPeople({ count: 12 })).people);
  const dismiss = async (userId: string): Promise<void> => {
    if (await attempt(client().calls.discovery.dismissSuggestion({ userId })))
      people.change((all) => all.filter((one) => one.person?.person?.userId !== userId));
  };
  return (
    <Section title={t("search.toFollow")}>
      <Async of={people} skeleton={<Skeleton rows={3} />}>
        {(suggestions) =>
          suggestions.length === 0 ? (
            <Empty icon={Sparkles} title={t("search.noSuggestions")} text={t("search.noSuggestionsText")} />
          ) : (
            <div class="rows-two">
              {suggestions.map(
                (one) =>
                  one.person?.person && (
                    <div key={one.person.person.userId} class="row suggestion">
                      <ul class="grow">
                        <PersonRow
                          card={one.person}
                          note={
                            one.mutualCount > 0
                              ? t("search.mutual", { count: one.mutualCount })
                              : one.sharedInterestCount > 0
                                ? t("search.shared", { count: one.sharedInterestCount })
                                : undefined
                          }
                        />
                      </ul>
                      <IconButton
                        icon={X}
                        label={t("search.dismiss", { name: nameOf(one.person.person) })}
                        onClick={() => void dismiss(one.person?.person?.userId ?? "")}
                      />
                    </div>
                  ),
              )}
            </div>
          )
        }
      </Async>
    </Section>
  );
}
