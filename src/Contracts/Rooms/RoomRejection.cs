namespace AudioRooms.Contracts.Rooms;

/// <summary>Why a room refused a command. Closed: every member has a row in the gateway's wire table.</summary>
public enum RoomRejection
{
    /// <summary>There is no such room.</summary>
    NotFound = 1,

    /// <summary>A room with this id was made before.</summary>
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

    /// <summary>Whoever asks is not on stage.</summary>
    NotOnStage = 8,

    /// <summary>Whoever asks is on stage already.</summary>
    AlreadyOnStage = 9,

    /// <summary>The stage has no place left.</summary>
    StageFull = 10,

    /// <summary>Only people who were let on stage may take it.</summary>
    StageNotOpen = 11,

    /// <summary>The audience has no place left.</summary>
    AudienceFull = 12,

    /// <summary>The number of active speakers is not 1 to 13.</summary>
    ActiveSpeakersInvalid = 13,

    /// <summary>Only the host and the co-hosts may do this.</summary>
    NotHost = 14,

    /// <summary>It is about somebody of the same rank or a higher one.</summary>
    Outranked = 15,

    /// <summary>Whoever it is about was put out of the room.</summary>
    Removed = 16,

    /// <summary>The door is closed to newcomers.</summary>
    Locked = 17,

    /// <summary>Nobody may raise a hand now.</summary>
    HandsOff = 18,

    /// <summary>Only people whom somebody on stage follows may raise a hand.</summary>
    HandsForFollowed = 19,

    /// <summary>The queue of raised hands has no place left.</summary>
    HandsFull = 20,

    /// <summary>There is no such raised hand.</summary>
    HandNotRaised = 21,

    /// <summary>The question is not one line of 1 to 140 characters.</summary>
    QuestionInvalid = 22,

    /// <summary>There is no such invitation to the stage.</summary>
    NotInvited = 23,

    /// <summary>Too many invitations wait for an answer, or too many people were asked in.</summary>
    InvitationsFull = 24,

    /// <summary>The link is not an https address of at most 500 characters.</summary>
    LinkInvalid = 25,

    /// <summary>The room has as many co-hosts as it may have.</summary>
    CoHostsFull = 26,

    /// <summary>Whoever it is about is not a co-host.</summary>
    NotCoHost = 27,

    /// <summary>A live room may let more people in than before, never fewer.</summary>
    KindNarrowed = 28,

    /// <summary>Too many people were put out.</summary>
    RemovedFull = 29,

    /// <summary>Whoever it is about was not put out.</summary>
    NotRemoved = 30,

    /// <summary>There is no such club in which whoever asks may open a room.</summary>
    ClubRefused = 31,

    /// <summary>The room has as many links as it may have.</summary>
    LinksFull = 32,

    /// <summary>There is no such link into the room.</summary>
    NoSuchLink = 33,

    /// <summary>A link is valid for 1 minute to 7 days.</summary>
    LinkLifetimeInvalid = 34,

    /// <summary>The room shows how many listen, and to this viewer not who.</summary>
    RosterHidden = 35,

    /// <summary>The process that would mix the room mixes as many rooms as it may.</summary>
    MixesFull = 36,

    /// <summary>The command's key stood for another command of this person in this room.</summary>
    KeyReused = 37,
}
