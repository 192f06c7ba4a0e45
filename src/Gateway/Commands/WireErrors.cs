using AudioRooms.Audio.Levels;
using AudioRooms.Audio.Opus;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Connections;
using AudioRooms.Protocol;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Protocol.Refusals;
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

    /// <summary>For a code alone, which is the same whatever the bounds are.</summary>
    private static readonly ConfiguredBounds Defaults = new();

    /// <summary>A room said no.</summary>
    public static WireError Of(RoomRejection rejection, RoomLimits bounds) => rejection switch
    {
        RoomRejection.NotFound => new(RoomCodes.NotFound, StatusCode.NotFound, "There is no such room."),
        RoomRejection.AlreadyExists => new(
            RoomCodes.AlreadyExists, StatusCode.AlreadyExists, "A room with this id was made before."),
        RoomRejection.Ended => new(RoomCodes.Ended, StatusCode.FailedPrecondition, "The room has ended."),
        RoomRejection.TitleInvalid => new(
            RoomCodes.TitleInvalid,
            StatusCode.InvalidArgument,
            $"A title is one line of 1 to {Figures.Of(bounds.TitleLengthMax)} characters, with something to see in it and no "
                + "control characters."),
        RoomRejection.TopicsInvalid => new(
            RoomCodes.TopicsInvalid,
            StatusCode.InvalidArgument,
            $"A room has at most {Figures.Of(bounds.TopicCountMax)} topics of 1 to {Figures.Of(bounds.TopicLengthMax)} "
                + "characters each."),
        RoomRejection.LanguageInvalid => new(
            RoomCodes.LanguageInvalid,
            StatusCode.InvalidArgument,
            $"A language is a BCP 47 tag of at most {RequestBounds.LanguageTagLengthMax} characters."),
        RoomRejection.NotOwner => new(
            RoomCodes.NotOwner, StatusCode.PermissionDenied, "Only the room's host and its owner may do this."),
        RoomRejection.NotOnStage => new(
            RoomCodes.NotOnStage, StatusCode.FailedPrecondition, "This may be done only by, or about, people on stage."),
        RoomRejection.AlreadyOnStage => new(
            RoomCodes.AlreadyOnStage, StatusCode.FailedPrecondition, "Whoever this is about is on stage already."),
        RoomRejection.StageFull => new(
            RoomCodes.StageFull,
            StatusCode.ResourceExhausted,
            $"The stage has {Figures.Of(bounds.StageSizeMax)} places, and all are taken.",
            SoonAgain),
        RoomRejection.StageNotOpen =>
            new(RoomCodes.StageNotOpen, StatusCode.PermissionDenied, "Only people who were let on stage may take it."),
        RoomRejection.AudienceFull => new(
            RoomCodes.AudienceFull,
            StatusCode.ResourceExhausted,
            $"The audience has {Figures.Of(bounds.AudienceSizeMax)} places, and all are taken.",
            SoonAgain),
        RoomRejection.ActiveSpeakersInvalid => new(
            RoomCodes.ActiveSpeakersInvalid,
            StatusCode.InvalidArgument,
            $"The number of people forwarded at once is 1 to {Figures.Of(bounds.StageSizeMax)}."),
        RoomRejection.NotHost => new(
            RoomCodes.NotHost, StatusCode.PermissionDenied, "Only the host and the co-hosts may do this."),
        RoomRejection.Outranked => new(
            RoomCodes.Outranked,
            StatusCode.PermissionDenied,
            "This may be done only about people of a lower rank, by whose rank allows it."),
        RoomRejection.Removed => new(RoomCodes.Removed, StatusCode.PermissionDenied, "A host put this person out of the room."),
        RoomRejection.Locked => new(RoomCodes.Locked, StatusCode.FailedPrecondition, "The room takes no newcomers now."),
        RoomRejection.HandsOff => new(RoomCodes.HandsOff, StatusCode.FailedPrecondition, "Nobody may raise a hand now."),
        RoomRejection.HandsForFollowed => new(
            RoomCodes.HandsForFollowed,
            StatusCode.PermissionDenied,
            "Only people whom somebody on stage follows may raise a hand."),
        RoomRejection.HandsFull => new(
            RoomCodes.HandsFull,
            StatusCode.ResourceExhausted,
            $"At most {Figures.Of(bounds.HandsMax)} hands are up at once.",
            SoonAgain),
        RoomRejection.HandNotRaised => new(
            RoomCodes.HandNotRaised, StatusCode.FailedPrecondition, "There is no such raised hand."),
        RoomRejection.QuestionInvalid => new(
            RoomCodes.QuestionInvalid,
            StatusCode.InvalidArgument,
            $"A question is one line of at most {Figures.Of(bounds.QuestionLengthMax)} characters."),
        RoomRejection.NotInvited =>
            new(RoomCodes.NotInvited, StatusCode.FailedPrecondition, "There is no such invitation to the stage."),
        RoomRejection.InvitationsFull => new(
            RoomCodes.InvitationsFull,
            StatusCode.ResourceExhausted,
            $"At most {Figures.Of(bounds.StageInvitationsMax)} invitations to the stage wait at once, and "
                + $"{Figures.Of(bounds.AskedInMax)} people are asked into one room.",
            SoonAgain),
        RoomRejection.LinkInvalid => new(
            RoomCodes.LinkInvalid,
            StatusCode.InvalidArgument,
            $"A link is an https address of at most {Figures.Of(bounds.LinkLengthMax)} characters."),
        RoomRejection.CoHostsFull => new(
            RoomCodes.CoHostsFull, StatusCode.ResourceExhausted, $"A room has at most {Figures.Of(bounds.CoHostsMax)} co-hosts."),
        RoomRejection.NotCoHost => new(RoomCodes.NotCoHost, StatusCode.FailedPrecondition, "There is no such co-host."),
        RoomRejection.KindNarrowed => new(
            RoomCodes.KindNarrowed, StatusCode.FailedPrecondition, "A live room may be opened to more people, never to fewer."),
        RoomRejection.RemovedFull => new(
            RoomCodes.RemovedFull,
            StatusCode.ResourceExhausted,
            $"At most {Figures.Of(bounds.RemovedMax)} people are put out of one room."),
        RoomRejection.RosterHidden =>
            new(RoomCodes.RosterHidden, StatusCode.PermissionDenied, "The room shows how many listen, and not to everybody who."),
        RoomRejection.MixesFull =>
            new(RoomCodes.MixesFull, StatusCode.ResourceExhausted, "The server mixes as many rooms as it can.", SoonAgain),
        RoomRejection.ClubRefused =>
            new(RoomCodes.ClubRefused, StatusCode.PermissionDenied, "There is no such club in which you may open a room."),
        RoomRejection.LinksFull => new(
            RoomCodes.LinksFull,
            StatusCode.ResourceExhausted,
            $"At most {Figures.Of(bounds.LinksMax)} links lead into a room at a time."),
        RoomRejection.NoSuchLink => new(RoomCodes.NoSuchLink, StatusCode.NotFound, "There is no such link into the room."),
        RoomRejection.LinkLifetimeInvalid => new(
            RoomCodes.LinkLifetimeInvalid,
            StatusCode.InvalidArgument,
            $"A link is valid for {Figures.Of(bounds.LinkLifetimeMin)} to {Figures.Of(bounds.LinkLifetimeMax)}."),
        RoomRejection.KeyReused => new(
            RoomCodes.KeyReused,
            StatusCode.InvalidArgument,
            "This idempotency key stood for a command that asked for something else; a new command needs a new key."),
        RoomRejection.NotRemoved => new(
            RoomCodes.NotRemoved, StatusCode.FailedPrecondition, "This person was not put out of the room."),
    };

    /// <summary>An account said no.</summary>
    public static WireError Of(AccountRejection rejection) => rejection switch
    {
        AccountRejection.HandleInvalid => new(
            AccountCodes.HandleInvalid,
            StatusCode.InvalidArgument,
            $"A handle has {AccountBounds.HandleLengthMin} to {AccountBounds.HandleLengthMax} of a-z, 0-9 and \"_\"."),
        AccountRejection.HandleTaken => new(AccountCodes.HandleTaken, StatusCode.AlreadyExists, "Somebody has this handle."),
        AccountRejection.PasswordInvalid => new(
            AccountCodes.PasswordInvalid,
            StatusCode.InvalidArgument,
            $"A password has {AccountBounds.PasswordLengthMin} to {AccountBounds.PasswordLengthMax} characters."),
        AccountRejection.DisplayNameInvalid => new(
            AccountCodes.DisplayNameInvalid,
            StatusCode.InvalidArgument,
            $"A display name is one line of 1 to {AccountBounds.DisplayNameLengthMax} characters, with something to see in "
                + "it and no control characters."),
        AccountRejection.CredentialsWrong => new(
            AccountCodes.CredentialsWrong, StatusCode.Unauthenticated, "There is no such account, or the password is another."),
        AccountRejection.LockedOut => new(
            AccountCodes.LockedOut,
            StatusCode.ResourceExhausted,
            $"Too many wrong passwords; the account waits for up to {Figures.Of(AccountBounds.LockoutTime)}.",
            AccountBounds.LockoutTime),
        AccountRejection.RefreshInvalid =>
            new(AccountCodes.RefreshInvalid, StatusCode.Unauthenticated, "The refresh token does not hold; sign in again."),
        AccountRejection.InvitationRequired => new(
            AccountCodes.InvitationRequired,
            StatusCode.PermissionDenied,
            "Sign-up here is by invitation; there is a waiting list."),
        AccountRejection.InvitationInvalid =>
            new(AccountCodes.InvitationInvalid, StatusCode.PermissionDenied, "The invitation does not hold."),
        AccountRejection.Suspended => new(AccountCodes.Suspended, StatusCode.PermissionDenied, "The account is suspended."),
        AccountRejection.HandleRequired => new(
            AccountCodes.HandleRequired,
            StatusCode.FailedPrecondition,
            "This identity has no account here yet; choose a handle to make one."),
        AccountRejection.IdentityTaken => new(
            AccountCodes.IdentityTaken,
            StatusCode.AlreadyExists,
            "This identity opens another account, or this account has one of the same issuer."),
        AccountRejection.LastCredential => new(
            AccountCodes.LastCredential,
            StatusCode.FailedPrecondition,
            "Nothing else would open the account; set a password first."),
        AccountRejection.ProofSpent =>
            new(AccountCodes.ProofSpent, StatusCode.Unauthenticated, "This sign-in was used before; begin a new one."),
    };

    /// <summary>The gateway said no.</summary>
    public static WireError Of(EdgeRefusal refusal) => refusal switch
    {
        EdgeRefusal.TokenInvalid => new(
            ServiceCodes.TokenInvalid,
            StatusCode.Unauthenticated,
            "This needs \"authorization: Bearer\" with a valid access token."),
        EdgeRefusal.OperatorKeyWrong =>
            new(ServiceCodes.OperatorKeyWrong, StatusCode.PermissionDenied, "This needs the operator's key in \"operator-key\"."),
        EdgeRefusal.RateLimited => new(
            ServiceCodes.RateLimited, StatusCode.ResourceExhausted, "Too many requests; wait before the next one.", SoonAgain),
        EdgeRefusal.JoinExpected =>
            new(ServiceCodes.JoinExpected, StatusCode.InvalidArgument, "The first message of a session must be Join."),
        EdgeRefusal.AlreadyJoined => new(
            ServiceCodes.AlreadyJoined, StatusCode.FailedPrecondition, "This session is in a room already; open another one."),
        EdgeRefusal.CommandUnknown =>
            new(ServiceCodes.CommandUnknown, StatusCode.InvalidArgument, "The message holds no command that this server knows."),
        EdgeRefusal.LatencyInvalid => new(
            ServiceCodes.LatencyInvalid,
            StatusCode.InvalidArgument,
            "The latency class is interactive, audience, economy or broadcast."),
        EdgeRefusal.StagePolicyInvalid => new(
            ServiceCodes.StagePolicyInvalid, StatusCode.InvalidArgument, "The stage is open or the owner's."),
        EdgeRefusal.ValueUnknown => new(
            ServiceCodes.ValueUnknown,
            StatusCode.InvalidArgument,
            "A field names a kind that this server does not know, or must name one."),
        EdgeRefusal.UserIdInvalid => new(
            ServiceCodes.UserIdInvalid,
            StatusCode.InvalidArgument,
            $"A user's id has {RequestBounds.IdLength} characters of base 32."),
        EdgeRefusal.ReactionUnknown =>
            new(ServiceCodes.ReactionUnknown, StatusCode.InvalidArgument, "The reaction is not one of this server's set."),
        EdgeRefusal.IssuerUnknown => new(
            ServiceCodes.IssuerUnknown, StatusCode.NotFound, "No issuer of this name is known here."),
        EdgeRefusal.IdTokenInvalid => new(
            ServiceCodes.IdTokenInvalid,
            StatusCode.Unauthenticated,
            "The ID token or its nonce does not hold; begin a new sign-in."),
        EdgeRefusal.IssuerUnavailable => new(
            ServiceCodes.IssuerUnavailable,
            StatusCode.Unavailable,
            "The issuer's keys cannot be had now; try again.",
            IssuerAgain),
        EdgeRefusal.PowerMissing => new(
            ServiceCodes.PowerMissing, StatusCode.PermissionDenied, "This is for those who work on reports, and for operators."),
        EdgeRefusal.TooManyWatches => new(
            ServiceCodes.TooManyWatches,
            StatusCode.ResourceExhausted,
            "As many watches are open as one person, or this server, may have.",
            SoonAgain),
        EdgeRefusal.WatchTooSlow => new(
            ServiceCodes.WatchTooSlow,
            StatusCode.ResourceExhausted,
            "The device did not read what it watches; watch again.",
            SoonAgain),
        EdgeRefusal.TooManyIds => new(
            ServiceCodes.TooManyIds, StatusCode.InvalidArgument, $"A list of ids has at most {RequestBounds.IdsMax} of them."),
        EdgeRefusal.SourceInvalid => new(
            ServiceCodes.SourceInvalid,
            StatusCode.InvalidArgument,
            "What is muted is a person, a club, an event or a kind of notification."),
        EdgeRefusal.PageSizeInvalid => new(
            ServiceCodes.PageSizeInvalid, StatusCode.InvalidArgument, $"A page has 1 to {RequestBounds.PageSizeMax} entries."),
        EdgeRefusal.IdempotencyKeyInvalid => new(
            ServiceCodes.IdempotencyKeyInvalid,
            StatusCode.InvalidArgument,
            $"An idempotency key has at most {RequestBounds.IdempotencyKeyLengthMax} characters."),
        EdgeRefusal.IdempotencyKeyReused => new(
            ServiceCodes.IdempotencyKeyReused,
            StatusCode.InvalidArgument,
            "This idempotency key stood for a request that asked for something else; a new request needs a new key."),
        EdgeRefusal.UpgradeRequired => new(
            ServiceCodes.UpgradeRequired,
            StatusCode.FailedPrecondition,
            "This address speaks WebSocket (RFC 6455, version 13) and nothing else."),
        EdgeRefusal.OriginForbidden => new(
            ServiceCodes.OriginForbidden,
            StatusCode.PermissionDenied,
            "Pages of this origin may not connect; the operator can allow it."),
        EdgeRefusal.SubprotocolUnknown =>
            new(ServiceCodes.SubprotocolUnknown, StatusCode.InvalidArgument, $"The subprotocol is \"{RoomSocket.Subprotocol}\"."),
        EdgeRefusal.StreamNotOverGrpcWeb => new(
            ServiceCodes.StreamNotOverGrpcWeb,
            StatusCode.Unimplemented,
            "gRPC-Web carries one message from the caller, and this call takes many: open the WebSocket /ws, or use gRPC "
                + "over HTTP/2."),
        EdgeRefusal.HeaderInvalid => new(
            ServiceCodes.HeaderInvalid,
            StatusCode.InvalidArgument,
            "The value of a header whose name ends with -bin is base64 (RFC 4648)."),
        EdgeRefusal.GuestsOff => new(
            ServiceCodes.GuestsOff,
            StatusCode.PermissionDenied,
            "This server lets nobody in without an account; sign up or sign in."),
        EdgeRefusal.GuestsFull => new(
            ServiceCodes.GuestsFull,
            StatusCode.ResourceExhausted,
            "As many guests listen here as may; sign up, or try again later.",
            RoomAgain),
        EdgeRefusal.GuestForbidden => new(
            ServiceCodes.GuestForbidden, StatusCode.PermissionDenied, "Guests listen; sign up to do this."),
        EdgeRefusal.ServerFull => new(
            ServiceCodes.ServerFull,
            StatusCode.ResourceExhausted,
            "This server has as many listeners as it can serve; try again later, or another server.",
            RoomAgain),
        EdgeRefusal.ServerBusy => new(
            ServiceCodes.ServerBusy,
            StatusCode.ResourceExhausted,
            $"More people come in at once than this server lets in within {Figures.Seconds(JoinGate.WaitMax)}; it is said "
                + "when to come again.",
            SoonAgain),
        EdgeRefusal.Unavailable =>
            new(ServiceCodes.Unavailable, StatusCode.Unavailable, "The server could not answer in time; try again.", SoonAgain),
        EdgeRefusal.StorageFull => new(
            ServiceCodes.StorageFull,
            StatusCode.ResourceExhausted,
            "The server's storage is full, so it keeps nothing new; its operator must make room.",
            StorageAgain),
        EdgeRefusal.Internal => new(
            ServiceCodes.Internal, StatusCode.Internal, "The server failed; its operator finds why in the log."),
    };

    /// <summary>An audio packet was dropped.</summary>
    public static WireError Of(MediaRefusal refusal, SessionOptions bounds) => refusal switch
    {
        MediaRefusal.NotOnStage =>
            new(AudioCodes.NotOnStage, StatusCode.FailedPrecondition, "Audio is taken only from people on stage."),
        MediaRefusal.Muted => new(
            AudioCodes.Muted, StatusCode.FailedPrecondition, "The microphone is off; nothing is forwarded."),
        MediaRefusal.ListensOnly => new(
            AudioCodes.ListensOnly,
            StatusCode.FailedPrecondition,
            "This device joined as a companion, which sends no audio; join as the main device to speak."),
        MediaRefusal.TooLarge => new(
            AudioCodes.TooLarge,
            StatusCode.InvalidArgument,
            $"An audio packet has at most {Figures.Of(LivePacketRules.MaxPacketBytes)} bytes."),
        MediaRefusal.Malformed => new(
            AudioCodes.Malformed, StatusCode.InvalidArgument, "The audio is not an Opus packet (RFC 6716)."),
        MediaRefusal.NotOneFrame =>
            new(AudioCodes.NotOneFrame, StatusCode.InvalidArgument, "An audio packet holds exactly one Opus frame."),
        MediaRefusal.NotTwentyMilliseconds =>
            new(AudioCodes.NotTwentyMilliseconds, StatusCode.InvalidArgument, "An audio packet lasts exactly 20 ms."),
        MediaRefusal.HeaderInvalid => new(
            AudioCodes.HeaderInvalid,
            StatusCode.InvalidArgument,
            $"An audio packet's sequence is at most {Figures.Of(ushort.MaxValue)} and its level at most {AudioLevel.Silence}."),
        MediaRefusal.TooFast => new(
            AudioCodes.TooFast,
            StatusCode.ResourceExhausted,
            $"At most {Figures.Of(bounds.PacketsPerSecond)} audio packets and {Figures.Bytes(bounds.AudioBytesPerSecond)} a "
                + "second are taken; the rest is dropped."),
    };

    /// <summary>The server ends a session.</summary>
    public static WireError Of(ClosingReason reason, ConfiguredBounds bounds) => reason switch
    {
        ClosingReason.Left => new(ClosingCodes.Left, StatusCode.OK, "You left the room."),
        ClosingReason.RoomEnded => new(ClosingCodes.RoomEnded, StatusCode.OK, "The room has ended."),
        ClosingReason.Replaced =>
            new(ClosingCodes.Replaced, StatusCode.Aborted, "The same person came into this room from another device."),
        ClosingReason.TooSlow => new(
            ClosingCodes.TooSlow,
            StatusCode.ResourceExhausted,
            $"No sound was acknowledged for {Figures.Seconds(bounds.FanOut.CloseAfter)}; connect again and resume."),
        ClosingReason.JoinTimeout => new(
            ClosingCodes.JoinTimeout,
            StatusCode.DeadlineExceeded,
            $"No Join came within {Figures.Seconds(bounds.Session.JoinWithin)}."),
        ClosingReason.Malformed =>
            new(ClosingCodes.Malformed, StatusCode.InvalidArgument, "The bytes are not a message of this protocol."),
        ClosingReason.AudioForbidden => new(
            ClosingCodes.AudioForbidden, StatusCode.PermissionDenied, "Audio without the right to speak went on for too long."),
        ClosingReason.AudioMalformed => new(
            ClosingCodes.AudioMalformed, StatusCode.InvalidArgument, "Too many audio packets were not what a live room takes."),
        ClosingReason.ServerStopping => new(
            ClosingCodes.ServerStopping,
            StatusCode.Unavailable,
            "The server is going down; connect again and resume.",
            SoonAgain),
        ClosingReason.Removed => new(ClosingCodes.Removed, StatusCode.PermissionDenied, "A host put you out of the room."),
        ClosingReason.MessageTooLarge => new(
            ClosingCodes.MessageTooLarge,
            StatusCode.ResourceExhausted,
            $"A message has at most {Figures.Bytes(bounds.Session.MessageBytesMax)}."),
        ClosingReason.Silent => new(
            ClosingCodes.Silent,
            StatusCode.DeadlineExceeded,
            $"The device sent nothing for {Figures.Seconds(bounds.Session.SilentAfter)}."),
        ClosingReason.TokenExpired => new(
            ClosingCodes.TokenExpired,
            StatusCode.Unauthenticated,
            "The access token has run out; connect again with a new one and resume."),
        ClosingReason.SignedOut => new(
            ClosingCodes.SignedOut,
            StatusCode.Unauthenticated,
            "The session that this connection belongs to has ended; sign in again."),
    };

    /// <summary>The code of a closing.</summary>
    public static string CodeOf(ClosingReason reason) => Of(reason, Defaults).Code;

    /// <summary>The code of a dropped audio packet.</summary>
    public static string CodeOf(MediaRefusal refusal) => Of(refusal, Defaults.Session).Code;

    /// <summary>True if the device should come back with its resume token.</summary>
    public static bool IsResumable(ClosingReason reason) => reason switch
    {
        ClosingReason.TooSlow or ClosingReason.ServerStopping or ClosingReason.TokenExpired or ClosingReason.Silent => true,
        ClosingReason.Left or ClosingReason.RoomEnded or ClosingReason.Replaced or ClosingReason.JoinTimeout
            or ClosingReason.Malformed or ClosingReason.AudioForbidden or ClosingReason.AudioMalformed
            or ClosingReason.Removed or ClosingReason.SignedOut or ClosingReason.MessageTooLarge => false,
    };

    /// <summary>The last message of a session.</summary>
    public static ServerMessage ToClosing(ClosingReason reason, ConfiguredBounds bounds)
    {
        var error = Of(reason, bounds);
        return new ServerMessage
        {
            Closing = new Closing { Code = error.Code, Message = error.Sentence, Resume = IsResumable(reason) },
        };
    }
}
