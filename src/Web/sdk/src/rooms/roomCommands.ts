import type { AttendancePrivacy, HandOrder, HandPolicy, RoomKind } from "../gen/audiorooms/v1/rooms_pb.js";
import type { ClientBody } from "../wire/frames.js";
import type { RoomRequests } from "./roomApi.js";

/** What is left out stays as it is. */
export interface ChangeSettingsChange {
  /** May be widened, never narrowed. */
  readonly kind?: RoomKind;
  readonly handPolicy?: HandPolicy;
  readonly handOrder?: HandOrder;
  readonly attendance?: AttendancePrivacy;
}

/** The requests to a room as messages on its connection. */
export abstract class RoomCommands implements RoomRequests {
  protected abstract ask(body: ClientBody): Promise<void>;

  declineInvitation(): Promise<void> {
    return this.ask({ case: "declineInvitation", value: {} });
  }

  raiseHand(question = ""): Promise<void> {
    return this.ask({ case: "raiseHand", value: { question } });
  }

  lowerHand(userId = ""): Promise<void> {
    return this.ask({ case: "lowerHand", value: { userId } });
  }

  inviteToStage(userId: string): Promise<void> {
    return this.ask({ case: "inviteToStage", value: { userId } });
  }

  withdrawInvitation(userId: string): Promise<void> {
    return this.ask({ case: "withdrawInvitation", value: { userId } });
  }

  moveDown(userId: string): Promise<void> {
    return this.ask({ case: "moveDown", value: { userId } });
  }

  muteSpeaker(userId: string): Promise<void> {
    return this.ask({ case: "muteSpeaker", value: { userId } });
  }

  muteAll(): Promise<void> {
    return this.ask({ case: "muteAll", value: {} });
  }

  removePerson(userId: string, ban = false): Promise<void> {
    return this.ask({ case: "removePerson", value: { userId, ban } });
  }

  readmitPerson(userId: string): Promise<void> {
    return this.ask({ case: "readmitPerson", value: { userId } });
  }

  appointCoHost(userId: string): Promise<void> {
    return this.ask({ case: "appointCoHost", value: { userId } });
  }

  dismissCoHost(userId: string): Promise<void> {
    return this.ask({ case: "dismissCoHost", value: { userId } });
  }

  handOver(userId: string): Promise<void> {
    return this.ask({ case: "handOver", value: { userId } });
  }

  setLocked(locked: boolean): Promise<void> {
    return this.ask({ case: "setLocked", value: { locked } });
  }

  pinLink(url: string): Promise<void> {
    return this.ask({ case: "pinLink", value: { url } });
  }

  rename(title: string, topics: readonly string[]): Promise<void> {
    return this.ask({ case: "renameRoom", value: { title, topics: [...topics] } });
  }

  changeSettings(change: ChangeSettingsChange): Promise<void> {
    return this.ask({ case: "changeSettings", value: change });
  }

  askIn(userId: string): Promise<void> {
    return this.ask({ case: "askIn", value: { userId } });
  }

  endRoom(): Promise<void> {
    return this.ask({ case: "endRoom", value: {} });
  }
}
