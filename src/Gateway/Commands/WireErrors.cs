using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Connections;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Gateway.Commands;

/// <summary>
/// The only table from refusals to the wire. No switch has a default arm: a new member breaks the build until it has a row here
/// and in <c>docs/wire-protocol.md</c>.
/// </summary>
internal static partial class WireErrors
{
    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(1);

    /// <summary>Longer than the 2 s in which a full server finds that it has room again.</summary>
    private static readonly TimeSpan RoomAgain = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan StorageAgain = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan IssuerAgain = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AccountLock = TimeSpan.FromMinutes(15);

    /// <summary>A room said no.</summary>
    public static WireError Of(RoomRejection rejection) => rejection switch
    {
        RoomRejection.NotFound => new("room_not_found", StatusCode.NotFound, "There is no such room."),
        RoomRejection.AlreadyExists => new("room_exists", StatusCode.AlreadyExists, "A room with this id was made before."),
        RoomRejection.Ended => new("room_ended", StatusCode.FailedPrecondition, "The room has ended."),
        RoomRejection.TitleInvalid =>
            new("title_invalid", StatusCode.InvalidArgument, "A title is one line of 1 to 120 characters, with something to see in it and no control characters."),
        RoomRejection.TopicsInvalid =>
            new("topics_invalid", StatusCode.InvalidArgument, "A room has at most 3 topics of 1 to 40 characters each."),
        RoomRejection.LanguageInvalid =>
            new("language_invalid", StatusCode.InvalidArgument, "A language is a BCP 47 tag of at most 35 characters."),
        RoomRejection.NotOwner => new("not_owner", StatusCode.PermissionDenied, "Only the room's host and its owner may do this."),
        RoomRejection.NotOnStage => new("not_on_stage", StatusCode.FailedPrecondition, "This may be done only by, or about, people on stage."),
        RoomRejection.AlreadyOnStage => new("already_on_stage", StatusCode.FailedPrecondition, "Whoever this is about is on stage already."),
        RoomRejection.StageFull => new("stage_full", StatusCode.ResourceExhausted, "The stage has no place left.", SoonAgain),
        RoomRejection.StageNotOpen =>
            new("stage_not_open", StatusCode.PermissionDenied, "Only people who were let on stage may take it."),
        RoomRejection.AudienceFull =>
            new("audience_full", StatusCode.ResourceExhausted, "The audience has no place left.", SoonAgain),
        RoomRejection.ActiveSpeakersInvalid => new(
            "active_speakers_invalid",
            StatusCode.InvalidArgument,
            "The number of people forwarded at once is 1 to 13."),
        RoomRejection.NotHost => new("not_host", StatusCode.PermissionDenied, "Only the host and the co-hosts may do this."),
        RoomRejection.Outranked =>
            new("outranked", StatusCode.PermissionDenied, "This may be done only about people of a lower rank, by whose rank allows it."),
        RoomRejection.Removed => new("removed", StatusCode.PermissionDenied, "A host put this person out of the room."),
        RoomRejection.Locked => new("room_locked", StatusCode.FailedPrecondition, "The room takes no newcomers now."),
        RoomRejection.HandsOff => new("hands_off", StatusCode.FailedPrecondition, "Nobody may raise a hand now."),
        RoomRejection.HandsForFollowed => new(
            "hands_for_followed",
            StatusCode.PermissionDenied,
            "Only people whom somebody on stage follows may raise a hand."),
        RoomRejection.HandsFull =>
            new("hands_full", StatusCode.ResourceExhausted, "At most 200 hands are up at once.", SoonAgain),
        RoomRejection.HandNotRaised => new("hand_not_raised", StatusCode.FailedPrecondition, "There is no such raised hand."),
        RoomRejection.QuestionInvalid =>
            new("hand_question_invalid", StatusCode.InvalidArgument, "A question is one line of at most 140 characters."),
        RoomRejection.NotInvited =>
            new("not_invited", StatusCode.FailedPrecondition, "There is no such invitation to the stage."),
        RoomRejection.InvitationsFull => new(
            "room_invitations_full",
            StatusCode.ResourceExhausted,
            "At most 50 invitations to the stage wait at once, and 1,000 people are asked into one room.",
            SoonAgain),
        RoomRejection.LinkInvalid =>
            new("link_invalid", StatusCode.InvalidArgument, "A link is an https address of at most 500 characters."),
        RoomRejection.CoHostsFull =>
            new("co_hosts_full", StatusCode.ResourceExhausted, "The room has as many co-hosts as it may have."),
        RoomRejection.NotCoHost => new("not_co_host", StatusCode.FailedPrecondition, "There is no such co-host."),
        RoomRejection.KindNarrowed =>
            new("kind_narrowed", StatusCode.FailedPrecondition, "A live room may be opened to more people, never to fewer."),
        RoomRejection.RemovedFull =>
            new("removed_full", StatusCode.ResourceExhausted, "At most 1,000 people are put out of one room."),
        RoomRejection.RosterHidden =>
            new("roster_hidden", StatusCode.PermissionDenied, "The room shows how many listen, and not to everybody who."),
        RoomRejection.MixesFull =>
            new("mixes_full", StatusCode.ResourceExhausted, "The server mixes as many rooms as it can.", SoonAgain),
        RoomRejection.ClubRefused =>
            new("room_club_refused", StatusCode.PermissionDenied, "There is no such club in which you may open a room."),
        RoomRejection.LinksFull =>
            new("room_links_full", StatusCode.ResourceExhausted, "At most 20 links lead into a room at a time."),
        RoomRejection.NoSuchLink => new("room_link_not_found", StatusCode.NotFound, "There is no such link into the room."),
        RoomRejection.LinkLifetimeInvalid =>
            new("room_link_lifetime_invalid", StatusCode.InvalidArgument, "A link is valid for 1 minute to 7 days."),
        RoomRejection.KeyReused => new(
            "command_key_reused",
            StatusCode.InvalidArgument,
            "This idempotency key stood for a command that asked for something else; a new command needs a new key."),
        RoomRejection.NotRemoved => new("not_removed", StatusCode.FailedPrecondition, "This person was not put out of the room."),
    };

    /// <summary>An account said no.</summary>
    public static WireError Of(AccountRejection rejection) => rejection switch
    {
        AccountRejection.HandleInvalid =>
            new("handle_invalid", StatusCode.InvalidArgument, "A handle has 2 to 30 of a-z, 0-9 and \"_\"."),
        AccountRejection.HandleTaken => new("handle_taken", StatusCode.AlreadyExists, "Somebody has this handle."),
        AccountRejection.PasswordInvalid =>
            new("password_invalid", StatusCode.InvalidArgument, "A password has 10 to 128 characters."),
        AccountRejection.DisplayNameInvalid => new(
            "display_name_invalid",
            StatusCode.InvalidArgument,
            "A display name is one line of 1 to 50 characters, with something to see in it and no control characters."),
        AccountRejection.CredentialsWrong =>
            new("credentials_wrong", StatusCode.Unauthenticated, "There is no such account, or the password is another."),
        AccountRejection.LockedOut => new(
            "locked_out",
            StatusCode.ResourceExhausted,
            "Too many wrong passwords; the account waits for up to 15 minutes.",
            AccountLock),
        AccountRejection.RefreshInvalid =>
            new("refresh_token_invalid", StatusCode.Unauthenticated, "The refresh token does not hold; sign in again."),
        AccountRejection.InvitationRequired =>
            new("invitation_required", StatusCode.PermissionDenied, "Sign-up here is by invitation; there is a waiting list."),
        AccountRejection.InvitationInvalid =>
            new("invitation_invalid", StatusCode.PermissionDenied, "The invitation does not hold."),
        AccountRejection.Suspended => new("account_suspended", StatusCode.PermissionDenied, "The account is suspended."),
        AccountRejection.HandleRequired => new(
            "handle_required", StatusCode.FailedPrecondition, "This identity has no account here yet; choose a handle to make one."),
        AccountRejection.IdentityTaken => new(
            "identity_taken",
            StatusCode.AlreadyExists,
            "This identity opens another account, or this account has one of the same issuer."),
        AccountRejection.LastCredential => new(
            "last_credential", StatusCode.FailedPrecondition, "Nothing else would open the account; set a password first."),
        AccountRejection.ProofSpent =>
            new("proof_spent", StatusCode.Unauthenticated, "This sign-in was used before; begin a new one."),
    };

    /// <summary>The gateway said no.</summary>
    public static WireError Of(EdgeRefusal refusal) => refusal switch
    {
        EdgeRefusal.TokenInvalid =>
            new("token_invalid", StatusCode.Unauthenticated, "This needs \"authorization: Bearer\" with a valid access token."),
        EdgeRefusal.OperatorKeyWrong =>
            new("operator_key_wrong", StatusCode.PermissionDenied, "This needs the operator's key in \"operator-key\"."),
        EdgeRefusal.RateLimited =>
            new("rate_limited", StatusCode.ResourceExhausted, "Too many requests; wait before the next one.", SoonAgain),
        EdgeRefusal.JoinExpected =>
            new("join_expected", StatusCode.InvalidArgument, "The first message of a session must be Join."),
        EdgeRefusal.AlreadyJoined =>
            new("already_joined", StatusCode.FailedPrecondition, "This session is in a room already; open another one."),
        EdgeRefusal.CommandUnknown =>
            new("command_unknown", StatusCode.InvalidArgument, "The message holds no command that this server knows."),
        EdgeRefusal.LatencyInvalid =>
            new("latency_invalid", StatusCode.InvalidArgument, "The latency class is interactive, audience, economy or broadcast."),
        EdgeRefusal.StagePolicyInvalid => new("stage_policy_invalid", StatusCode.InvalidArgument, "The stage is open or the owner's."),
        EdgeRefusal.ValueUnknown =>
            new("value_unknown", StatusCode.InvalidArgument, "A field names a kind that this server does not know, or must name one."),
        EdgeRefusal.UserIdInvalid =>
            new("user_id_invalid", StatusCode.InvalidArgument, "A user's id has 26 characters of base 32."),
        EdgeRefusal.ReactionUnknown =>
            new("reaction_unknown", StatusCode.InvalidArgument, "The reaction is not one of this server's set."),
        EdgeRefusal.IssuerUnknown => new("issuer_unknown", StatusCode.NotFound, "No issuer of this name is known here."),
        EdgeRefusal.IdTokenInvalid => new(
            "id_token_invalid", StatusCode.Unauthenticated, "The ID token or its nonce does not hold; begin a new sign-in."),
        EdgeRefusal.IssuerUnavailable => new(
            "issuer_unavailable", StatusCode.Unavailable, "The issuer's keys cannot be had now; try again.", IssuerAgain),
        EdgeRefusal.PowerMissing =>
            new("power_missing", StatusCode.PermissionDenied, "This is for those who work on reports, and for operators."),
        EdgeRefusal.TooManyWatches => new(
            "too_many_watches", StatusCode.ResourceExhausted, "As many watches are open as one person, or this server, may have.", SoonAgain),
        EdgeRefusal.WatchTooSlow => new(
            "watch_too_slow", StatusCode.ResourceExhausted, "The device did not read what it watches; watch again.", SoonAgain),
        EdgeRefusal.TooManyIds => new("too_many_ids", StatusCode.InvalidArgument, "A list of ids has at most 100 of them."),
        EdgeRefusal.SourceInvalid => new(
            "source_invalid", StatusCode.InvalidArgument, "What is muted is a person, a club, an event or a kind of notification."),
        EdgeRefusal.PageSizeInvalid => new("page_size_invalid", StatusCode.InvalidArgument, "A page has 1 to 100 entries."),
        EdgeRefusal.IdempotencyKeyInvalid =>
            new("idempotency_key_invalid", StatusCode.InvalidArgument, "An idempotency key has at most 64 characters."),
        EdgeRefusal.IdempotencyKeyReused => new(
            "idempotency_key_reused",
            StatusCode.InvalidArgument,
            "This idempotency key stood for a request that asked for something else; a new request needs a new key."),
        EdgeRefusal.UpgradeRequired => new(
            "upgrade_required", StatusCode.FailedPrecondition, "This address speaks WebSocket (RFC 6455, version 13) and nothing else."),
        EdgeRefusal.OriginForbidden =>
            new("origin_forbidden", StatusCode.PermissionDenied, "Pages of this origin may not connect; the operator can allow it."),
        EdgeRefusal.SubprotocolUnknown =>
            new("subprotocol_unknown", StatusCode.InvalidArgument, "The subprotocol is \"audiorooms.v1\"."),
        EdgeRefusal.StreamNotOverGrpcWeb => new(
            "stream_not_over_grpc_web",
            StatusCode.Unimplemented,
            "gRPC-Web carries one message from the caller, and this call takes many: open the WebSocket /ws, or use gRPC over HTTP/2."),
        EdgeRefusal.HeaderInvalid => new(
            "header_invalid", StatusCode.InvalidArgument, "The value of a header whose name ends with -bin is base64 (RFC 4648)."),
        EdgeRefusal.GuestsOff => new(
            "guests_off", StatusCode.PermissionDenied, "This server lets nobody in without an account; sign up or sign in."),
        EdgeRefusal.GuestsFull => new(
            "guests_full", StatusCode.ResourceExhausted, "As many guests listen here as may; sign up, or try again later.", RoomAgain),
        EdgeRefusal.GuestForbidden => new(
            "guest_forbidden", StatusCode.PermissionDenied, "Guests listen; sign up to do this."),
        EdgeRefusal.ServerFull => new(
            "server_full",
            StatusCode.ResourceExhausted,
            "This server has as many listeners as it can serve; try again later, or another server.",
            RoomAgain),
        EdgeRefusal.ServerBusy => new(
            "server_busy",
            StatusCode.ResourceExhausted,
            "More people come in at once than this server lets in within 2 s; it is said when to come again.",
            SoonAgain),
        EdgeRefusal.Unavailable =>
            new("unavailable", StatusCode.Unavailable, "The server could not answer in time; try again.", SoonAgain),
        EdgeRefusal.StorageFull => new(
            "storage_full",
            StatusCode.ResourceExhausted,
            "The server's storage is full, so it keeps nothing new; its operator must make room.",
            StorageAgain),
        EdgeRefusal.Internal => new("internal", StatusCode.Internal, "The server failed; its operator finds why in the log."),
    };

    /// <summary>An audio packet was dropped.</summary>
    public static WireError Of(MediaRefusal refusal) => refusal switch
    {
        MediaRefusal.NotOnStage =>
            new("audio_not_on_stage", StatusCode.FailedPrecondition, "Audio is taken only from people on stage."),
        MediaRefusal.Muted => new("audio_muted", StatusCode.FailedPrecondition, "The microphone is off; nothing is forwarded."),
        MediaRefusal.ListensOnly => new(
            "audio_listens_only", StatusCode.FailedPrecondition, "This device joined as a companion, which sends no audio; join as the main device to speak."),
        MediaRefusal.TooLarge =>
            new("audio_too_large", StatusCode.InvalidArgument, "An audio packet has at most 1,275 bytes."),
        MediaRefusal.Malformed => new("audio_malformed", StatusCode.InvalidArgument, "The audio is not an Opus packet (RFC 6716)."),
        MediaRefusal.NotOneFrame =>
            new("audio_not_one_frame", StatusCode.InvalidArgument, "An audio packet holds exactly one Opus frame."),
        MediaRefusal.NotTwentyMilliseconds =>
            new("audio_not_20_ms", StatusCode.InvalidArgument, "An audio packet lasts exactly 20 ms."),
        MediaRefusal.HeaderInvalid => new(
            "audio_header_invalid",
            StatusCode.InvalidArgument,
            "An audio packet's sequence is at most 65,535 and its level at most 127."),
        MediaRefusal.TooFast => new(
            "audio_too_fast",
            StatusCode.ResourceExhausted,
            "At most 55 audio packets and 16 KB a second are taken; the rest is dropped."),
    };

    /// <summary>The server ends a session.</summary>
    public static WireError Of(ClosingReason reason) => reason switch
    {
        ClosingReason.Left => new("left", StatusCode.OK, "You left the room."),
        ClosingReason.RoomEnded => new("room_ended", StatusCode.OK, "The room has ended."),
        ClosingReason.Replaced =>
            new("replaced", StatusCode.Aborted, "The same person came into this room from another device."),
        ClosingReason.TooSlow =>
            new("too_slow", StatusCode.ResourceExhausted, "No sound was acknowledged for 10 s; connect again and resume."),
        ClosingReason.JoinTimeout => new("join_timeout", StatusCode.DeadlineExceeded, "No Join came within 10 s."),
        ClosingReason.Malformed =>
            new("malformed", StatusCode.InvalidArgument, "The bytes are not a message of this protocol."),
        ClosingReason.AudioForbidden =>
            new("audio_forbidden", StatusCode.PermissionDenied, "Audio without the right to speak went on for too long."),
        ClosingReason.AudioMalformed =>
            new("audio_rejected", StatusCode.InvalidArgument, "Too many audio packets were not what a live room takes."),
        ClosingReason.ServerStopping =>
            new("server_stopping", StatusCode.Unavailable, "The server is going down; connect again and resume.", SoonAgain),
        ClosingReason.Removed => new("removed", StatusCode.PermissionDenied, "A host put you out of the room."),
        ClosingReason.MessageTooLarge =>
            new("message_too_large", StatusCode.ResourceExhausted, "A message has at most 64 KB."),
        ClosingReason.Silent => new("silent", StatusCode.DeadlineExceeded, "The device sent nothing for 20 s."),
        ClosingReason.TokenExpired =>
            new("token_expired", StatusCode.Unauthenticated, "The access token has run out; connect again with a new one and resume."),
        ClosingReason.SignedOut =>
            new("signed_out", StatusCode.Unauthenticated, "The session that this connection belongs to has ended; sign in again."),
    };

    /// <summary>True if the device should come back with its resume token.</summary>
    public static bool IsResumable(ClosingReason reason) => reason switch
    {
        ClosingReason.TooSlow or ClosingReason.ServerStopping or ClosingReason.TokenExpired or ClosingReason.Silent => true,
        ClosingReason.Left or ClosingReason.RoomEnded or ClosingReason.Replaced or ClosingReason.JoinTimeout
            or ClosingReason.Malformed or ClosingReason.AudioForbidden or ClosingReason.AudioMalformed
            or ClosingReason.Removed or ClosingReason.SignedOut or ClosingReason.MessageTooLarge => false,
    };

    /// <summary>The last message of a session.</summary>
    public static ServerMessage ToClosing(ClosingReason reason)
    {
        var error = Of(reason);
        return new ServerMessage
        {
            Closing = new Closing { Code = error.Code, Message = error.Sentence, Resume = IsResumable(reason) },
        };
    }
}
