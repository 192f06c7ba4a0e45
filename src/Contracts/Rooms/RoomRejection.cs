namespace AudioRooms.Contracts.Rooms;

/// <summary>Why a room refused a command. Closed: every member has a row in the gateway's wire table.</summary>
public enum RoomRejection
{
    /// <summary>There is no such room.</summary>
    NotFound = 1,

    /// <summary>A room with this id exists already.</summary>
    AlreadyExists = 2,

    /// <summary>The room has ended.</summary>
    Ended = 3,

    /// <summary>The title is not 1 to 120 characters, or has control characters.</summary>
    TitleInvalid = 4,

    /// <summary>More than 3 topics, or one that is not 1 to 40 characters.</summary>
    TopicsInvalid = 5,

    /// <summary>The language is not a BCP 47 tag of at most 35 characters.</summary>
    LanguageInvalid = 6,

    /// <summary>Only the owner may do this.</summary>
    NotOwner = 7,

    /// <summary>The caller is not on stage.</summary>
    NotOnStage = 8,

    /// <summary>The caller is on stage already.</summary>
    AlreadyOnStage = 9,

    /// <summary>The stage has no place left.</summary>
    StageFull = 10,

    /// <summary>Only invited people may take the stage.</summary>
    StageNotOpen = 11,

    /// <summary>The audience has no place left.</summary>
    AudienceFull = 12,

    /// <summary>The number of active speakers is not 1 to 13.</summary>
    ActiveSpeakersInvalid = 13,

    /// <summary>Only the host and the co-hosts may do this.</summary>
    NotHost = 14,

    /// <summary>The command is about a person of the same rank as the caller or a higher one.</summary>
    Outranked = 15,

    /// <summary>The person was removed from the room.</summary>
    Removed = 16,

    /// <summary>The room is locked against newcomers.</summary>
    Locked = 17,

    /// <summary>Raising hands is switched off.</summary>
    HandsOff = 18,

    /// <summary>Only people that a person on stage follows may raise a hand.</summary>
    HandsForFollowed = 19,

    /// <summary>The queue of raised hands has no place left.</summary>
    HandsFull = 20,

    /// <summary>This person has no raised hand.</summary>
    HandNotRaised = 21,

    /// <summary>The question is not one line of 1 to 140 characters.</summary>
    QuestionInvalid = 22,

    /// <summary>This person has no invitation to the stage.</summary>
    NotInvited = 23,

    /// <summary>Too many invitations are unanswered, or too many people were asked in.</summary>
    InvitationsFull = 24,

    /// <summary>The link is not an https address of at most 500 characters.</summary>
    LinkInvalid = 25,

    /// <summary>The room has as many co-hosts as it may have.</summary>
    CoHostsFull = 26,

    /// <summary>This person is not a co-host.</summary>
    NotCoHost = 27,

    /// <summary>The kind of a live room can only be changed so that more people may enter, never fewer.</summary>
    KindNarrowed = 28,

    /// <summary>The room has as many removed people as it may have.</summary>
    RemovedFull = 29,

    /// <summary>This person was not removed.</summary>
    NotRemoved = 30,

    /// <summary>The club does not exist, or the caller may not open rooms in it.</summary>
    ClubRefused = 31,

    /// <summary>The room has as many links as it may have.</summary>
    LinksFull = 32,

    /// <summary>There is no such link into the room.</summary>
    NoSuchLink = 33,

    /// <summary>A link is valid for 1 minute to 7 days.</summary>
    LinkLifetimeInvalid = 34,

    /// <summary>The room's attendance setting shows this viewer the number of listeners and not their names.</summary>
    RosterHidden = 35,

    /// <summary>The silo that would mix the room mixes as many rooms as it may.</summary>
    MixesFull = 36,

    /// <summary>The same key was used earlier for another command of this person in this room.</summary>
    KeyReused = 37,
}
