import { Invitations, type WaitingPlace } from "@audiorooms/client";
import { DoorOpen, Hourglass } from "lucide-preact";
import { t } from "../i18n";
import { formatAgo } from "../i18n/format";
import { client } from "../services/client";
import { attempt } from "../state/action";
import { useClock } from "../state/clock";
import { usePages } from "../state/resource";
import { Button } from "../ui/button";
import { Empty, PagedList, Skeleton } from "../ui/states";
import { KeyField, keyed, operatorKey } from "./key";

/** Who waits to be let in, the longest first. */
export function WaitingPeople() {
  return (
    <>
      <KeyField />
      <List key={operatorKey.value} />
    </>
  );
}

function List() {
  const now = useClock();
  const service = client().service(Invitations, keyed());
  const places = usePages<WaitingPlace>(`waiting ${operatorKey.value}`, async (pageToken) => {
    const page = await service.listWaiting({ pageSize: 100, pageToken });
    return { items: page.places, nextPageToken: page.nextPageToken };
  });
  const letIn = async (handle: string): Promise<void> => {
    if (await attempt(service.letIn({ handle }), t("waitingDesk.letIn", { handle }))) await places.reload();
  };
  return (
    <PagedList of={places} skeleton={<Skeleton rows={4} />} empty={<Empty icon={Hourglass} title={t("waitingDesk.none")} />}>
      {(items) => (
        <ul class="rows">
          {items.map((place) => (
            <li key={place.handle} class="row person-row">
              <span class="grow">
                <span class="one-line strong words">@{place.handle}</span>
                <span class="small soft">{t("waiting.since", { when: formatAgo(Number(place.joinedAtUnixMs), now) })}</span>
              </span>
              {place.letInAtUnixMs > 0n ? (
                <span class="chip chip-plain chip-good">{t("waitingDesk.isIn")}</span>
              ) : (
                <Button size="s" icon={DoorOpen} onClick={() => void letIn(place.handle)}>
                  {t("waitingDesk.button")}
                  <span class="unseen"> {place.handle}</span>
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </PagedList>
  );
}
