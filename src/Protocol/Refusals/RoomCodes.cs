using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Protocol.Refusals;

/// <summary>Codes of a room's refusals. Programs compare the codes; people read the text beside them.</summary>
public static class RoomCodes
{
    /// <summary>There is no such room.</summary>
    public const string NotFound = "room_not_found";

    /// <summary>A room with this id was made before.</summary>
    public const string AlreadyExists = "room_exists";

    /// <summary>The room has ended.</summary>
    public const string Ended = "room_ended";

    /// <summary>
    /// The title is not one line of 1 to <see cref="RoomLimits.TitleLengthMax"/> characters, or has control characters.
    /// </summary>
    public const string TitleInvalid = "title_invalid";

    /// <summary>
    /// There are more than <see cref="RoomLimits.TopicCountMax"/> topics, or one exceeds <see cref="RoomLimits.TopicLengthMax"/>.
    /// </summary>
    public const string TopicsInvalid = "topics_invalid";

    /// <summary>The language is no BCP 47 tag of at most <see cref="RequestBounds.LanguageTagLengthMax"/> characters.</summary>
    public const string LanguageInvalid = "language_invalid";

    /// <summary>Only the host and the owner may do this.</summary>
    public const string NotOwner = "not_owner";

    /// <summary>The person concerned is not on stage.</summary>
    public const string NotOnStage = "not_on_stage";

    /// <summary>The person concerned is on stage already.</summary>
    public const string AlreadyOnStage = "already_on_stage";

    /// <summary>The stage is full.</summary>
    public const string StageFull = "stage_full";

    /// <summary>Only the owner, hosts and people who were invited on stage may take it.</summary>
    public const string StageNotOpen = "stage_not_open";

    /// <summary>The audience is full.</summary>
    public const string AudienceFull = "audience_full";

    /// <summary>The number of active speakers is not 1 to <see cref="RoomLimits.StageSizeMax"/>.</summary>
    public const string ActiveSpeakersInvalid = "active_speakers_invalid";

    /// <summary>Only the host and co-hosts may do this.</summary>
    public const string NotHost = "not_host";

    /// <summary>The person concerned has the caller's rank or a higher one, or a co-host tried to ban or to lift a ban.</summary>
    public const string Outranked = "outranked";

    /// <summary>The person concerned was removed from the room.</summary>
    public const string Removed = "removed";

    /// <summary>The room is locked for newcomers.</summary>
    public const string Locked = "room_locked";

    /// <summary>Raising hands is switched off.</summary>
    public const string HandsOff = "hands_off";

    /// <summary>Only people that somebody on stage follows may raise a hand.</summary>
    public const string HandsForFollowed = "hands_for_followed";

    /// <summary><see cref="RoomLimits.HandsMax"/> hands are raised already.</summary>
    public const string HandsFull = "hands_full";

    /// <summary>There is no such raised hand.</summary>
    public const string HandNotRaised = "hand_not_raised";

    /// <summary>The question is not one line of at most <see cref="RoomLimits.QuestionLengthMax"/> characters.</summary>
    public const string QuestionInvalid = "hand_question_invalid";

    /// <summary>There is no such invitation to the stage.</summary>
    public const string NotInvited = "not_invited";

    /// <summary>
    /// <see cref="RoomLimits.StageInvitationsMax"/> invitations to the stage wait for an answer, or
    /// <see cref="RoomLimits.AskedInMax"/> people were asked in.
    /// </summary>
    public const string InvitationsFull = "room_invitations_full";

    /// <summary>The link is no https address of at most <see cref="RoomLimits.LinkLengthMax"/> characters.</summary>
    public const string LinkInvalid = "link_invalid";

    /// <summary>The room has as many co-hosts as allowed.</summary>
    public const string CoHostsFull = "co_hosts_full";

    /// <summary>There is no such co-host.</summary>
    public const string NotCoHost = "not_co_host";

    /// <summary>The kind of a live room may change only so that more people may enter.</summary>
    public const string KindNarrowed = "kind_narrowed";

    /// <summary><see cref="RoomLimits.RemovedMax"/> people were removed from the room.</summary>
    public const string RemovedFull = "removed_full";

    /// <summary>The room shows the caller how many people listen, but not who they are.</summary>
    public const string RosterHidden = "roster_hidden";

    /// <summary>The server mixes as many rooms as it can. A session that asked for the mix hears the voices instead.</summary>
    public const string MixesFull = "mixes_full";

    /// <summary>There is no such club in which the caller may open a room.</summary>
    public const string ClubRefused = "room_club_refused";

    /// <summary>The room has <see cref="RoomLimits.LinksMax"/> links already.</summary>
    public const string LinksFull = "room_links_full";

    /// <summary>There is no such link into the room.</summary>
    public const string NoSuchLink = "room_link_not_found";

    /// <summary>
    /// The life of a link is not <see cref="RoomLimits.LinkLifetimeMin"/> to <see cref="RoomLimits.LinkLifetimeMax"/>.
    /// </summary>
    public const string LinkLifetimeInvalid = "room_link_lifetime_invalid";

    /// <summary>The same person sent this room another command with this key.</summary>
    public const string KeyReused = "command_key_reused";

    /// <summary>The person concerned was not removed from the room.</summary>
    public const string NotRemoved = "not_removed";
}
