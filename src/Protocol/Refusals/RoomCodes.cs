using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Protocol.Refusals;

/// <summary>
/// Codes with which a room refuses.
/// Programs compare them; people read the sentence that comes along.
/// </summary>
public static class RoomCodes
{
    /// <summary>There is no such room.</summary>
    public const string NotFound = "room_not_found";

    /// <summary>A room with this id was made before.</summary>
    public const string AlreadyExists = "room_exists";

    /// <summary>The room has ended.</summary>
    public const string Ended = "room_ended";

    /// <summary>Not one line of 1 to <see cref="RoomLimits.TitleLengthMax"/> characters, or control characters.</summary>
    public const string TitleInvalid = "title_invalid";

    /// <summary>Above <see cref="RoomLimits.TopicCountMax"/>, or one above <see cref="RoomLimits.TopicLengthMax"/>.</summary>
    public const string TopicsInvalid = "topics_invalid";

    /// <summary>Not a BCP 47 tag of at most <see cref="RequestBounds.LanguageTagLengthMax"/> characters.</summary>
    public const string LanguageInvalid = "language_invalid";

    /// <summary>Only the host and the owner may.</summary>
    public const string NotOwner = "not_owner";

    /// <summary>Whoever it is about is not on stage.</summary>
    public const string NotOnStage = "not_on_stage";

    /// <summary>Whoever it is about is on stage.</summary>
    public const string AlreadyOnStage = "already_on_stage";

    /// <summary>No place on stage.</summary>
    public const string StageFull = "stage_full";

    /// <summary>Only people who were let on stage may take it.</summary>
    public const string StageNotOpen = "stage_not_open";

    /// <summary>No place in the audience.</summary>
    public const string AudienceFull = "audience_full";

    /// <summary>Not 1 to <see cref="RoomLimits.StageSizeMax"/>.</summary>
    public const string ActiveSpeakersInvalid = "active_speakers_invalid";

    /// <summary>Only the host and co-hosts may.</summary>
    public const string NotHost = "not_host";

    /// <summary>About somebody of the same rank or a higher one, or a ban by or against a co-host's rank.</summary>
    public const string Outranked = "outranked";

    /// <summary>Whoever it is about was put out of the room.</summary>
    public const string Removed = "removed";

    /// <summary>No newcomers now.</summary>
    public const string Locked = "room_locked";

    /// <summary>Nobody may raise a hand now.</summary>
    public const string HandsOff = "hands_off";

    /// <summary>Only people whom somebody on stage follows may raise a hand.</summary>
    public const string HandsForFollowed = "hands_for_followed";

    /// <summary><see cref="RoomLimits.HandsMax"/> hands are up.</summary>
    public const string HandsFull = "hands_full";

    /// <summary>There is no such raised hand.</summary>
    public const string HandNotRaised = "hand_not_raised";

    /// <summary>Not one line of at most <see cref="RoomLimits.QuestionLengthMax"/> characters.</summary>
    public const string QuestionInvalid = "hand_question_invalid";

    /// <summary>There is no such invitation to the stage.</summary>
    public const string NotInvited = "not_invited";

    /// <summary>
    /// <see cref="RoomLimits.StageInvitationsMax"/> invitations to the stage wait, or <see cref="RoomLimits.AskedInMax"/>
    /// people were asked in.
    /// </summary>
    public const string InvitationsFull = "room_invitations_full";

    /// <summary>Not an https address of at most <see cref="RoomLimits.LinkLengthMax"/> characters.</summary>
    public const string LinkInvalid = "link_invalid";

    /// <summary>No place for another co-host.</summary>
    public const string CoHostsFull = "co_hosts_full";

    /// <summary>There is no such co-host.</summary>
    public const string NotCoHost = "not_co_host";

    /// <summary>A live room lets in more people than before, never fewer.</summary>
    public const string KindNarrowed = "kind_narrowed";

    /// <summary><see cref="RoomLimits.RemovedMax"/> people were put out.</summary>
    public const string RemovedFull = "removed_full";

    /// <summary>The room shows how many listen, and not to you who.</summary>
    public const string RosterHidden = "roster_hidden";

    /// <summary>The server mixes as many rooms as it can; a session that asked for the mix hears the voices instead.</summary>
    public const string MixesFull = "mixes_full";

    /// <summary>There is no such club in which you may open a room.</summary>
    public const string ClubRefused = "room_club_refused";

    /// <summary><see cref="RoomLimits.LinksMax"/> links lead into the room.</summary>
    public const string LinksFull = "room_links_full";

    /// <summary>There is no such link into the room.</summary>
    public const string NoSuchLink = "room_link_not_found";

    /// <summary>Not <see cref="RoomLimits.LinkLifetimeMin"/> to <see cref="RoomLimits.LinkLifetimeMax"/>.</summary>
    public const string LinkLifetimeInvalid = "room_link_lifetime_invalid";

    /// <summary>The same person sent this room another command with this key.</summary>
    public const string KeyReused = "command_key_reused";

    /// <summary>Whoever it is about was not put out.</summary>
    public const string NotRemoved = "not_removed";
}
