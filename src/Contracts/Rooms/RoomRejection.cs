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
}
