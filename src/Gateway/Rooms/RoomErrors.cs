using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Protocol.Refusals;
using Grpc.Core;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// A room's refusals in the wire's form. The switch has no default arm: a new refusal does not compile until it has a row.
/// </summary>
internal static class RoomErrors
{
    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(1);

    public static WireError Of(RoomRejection rejection, RoomLimits bounds) => rejection switch
    {
        RoomRejection.NotFound => new(RoomCodes.NotFound, StatusCode.NotFound, "There is no such room."),
        RoomRejection.AlreadyExists => new(
            RoomCodes.AlreadyExists, StatusCode.AlreadyExists, "A room with this id exists already."),
        RoomRejection.Ended => new(RoomCodes.Ended, StatusCode.FailedPrecondition, "The room has ended."),
        RoomRejection.TitleInvalid => new(
            RoomCodes.TitleInvalid,
            StatusCode.InvalidArgument,
            $"A title is one line of 1 to {Figures.Of(bounds.TitleLengthMax)} characters, of which at least one is visible "
                + "and none is a control character."),
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
            RoomCodes.NotOnStage, StatusCode.FailedPrecondition, "The person is not on stage."),
        RoomRejection.AlreadyOnStage => new(
            RoomCodes.AlreadyOnStage, StatusCode.FailedPrecondition, "The person is on stage already."),
        RoomRejection.StageFull => new(
            RoomCodes.StageFull,
            StatusCode.ResourceExhausted,
            $"The stage has {Figures.Of(bounds.StageSizeMax)} places, and all are taken.",
            SoonAgain),
        RoomRejection.StageNotOpen =>
            new(RoomCodes.StageNotOpen, StatusCode.PermissionDenied, "Only people that a host invites may come on stage."),
        RoomRejection.AudienceFull => new(
            RoomCodes.AudienceFull,
            StatusCode.ResourceExhausted,
            $"The audience has {Figures.Of(bounds.AudienceSizeMax)} places, and all are taken.",
            SoonAgain),
        RoomRejection.ActiveSpeakersInvalid => new(
            RoomCodes.ActiveSpeakersInvalid,
            StatusCode.InvalidArgument,
            $"A room forwards 1 to {Figures.Of(bounds.StageSizeMax)} speakers at the same time."),
        RoomRejection.NotHost => new(
            RoomCodes.NotHost, StatusCode.PermissionDenied, "Only the host and the co-hosts may do this."),
        RoomRejection.Outranked => new(
            RoomCodes.Outranked,
            StatusCode.PermissionDenied,
            "You can do this only to people of a lower rank, and only if your own rank allows it."),
        RoomRejection.Removed => new(RoomCodes.Removed, StatusCode.PermissionDenied, "A host removed this person from the room."),
        RoomRejection.Locked => new(
            RoomCodes.Locked,
            StatusCode.FailedPrecondition,
            "The room is locked and takes no newcomers now."),
        RoomRejection.HandsOff => new(
            RoomCodes.HandsOff,
            StatusCode.FailedPrecondition,
            "Raising hands is switched off in this room."),
        RoomRejection.HandsForFollowed => new(
            RoomCodes.HandsForFollowed,
            StatusCode.PermissionDenied,
            "Only people that somebody on stage follows may raise a hand."),
        RoomRejection.HandsFull => new(
            RoomCodes.HandsFull,
            StatusCode.ResourceExhausted,
            $"At most {Figures.Of(bounds.HandsMax)} hands can be raised at the same time.",
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
            $"At most {Figures.Of(bounds.StageInvitationsMax)} invitations to the stage can wait at once, and "
                + $"{Figures.Of(bounds.AskedInMax)} people can be asked into one room.",
            SoonAgain),
        RoomRejection.LinkInvalid => new(
            RoomCodes.LinkInvalid,
            StatusCode.InvalidArgument,
            $"A link is an https address of at most {Figures.Of(bounds.LinkLengthMax)} characters."),
        RoomRejection.CoHostsFull => new(
            RoomCodes.CoHostsFull, StatusCode.ResourceExhausted, $"A room has at most {Figures.Of(bounds.CoHostsMax)} co-hosts."),
        RoomRejection.NotCoHost => new(RoomCodes.NotCoHost, StatusCode.FailedPrecondition, "There is no such co-host."),
        RoomRejection.KindNarrowed => new(
            RoomCodes.KindNarrowed, StatusCode.FailedPrecondition, "A live room can be opened to more people, but not to fewer."),
        RoomRejection.RemovedFull => new(
            RoomCodes.RemovedFull,
            StatusCode.ResourceExhausted,
            $"At most {Figures.Of(bounds.RemovedMax)} people can be removed from one room."),
        RoomRejection.RosterHidden =>
            new(
                RoomCodes.RosterHidden,
                StatusCode.PermissionDenied,
                "The room shows you the number of listeners, but not their names."),
        RoomRejection.MixesFull =>
            new(
                RoomCodes.MixesFull,
                StatusCode.ResourceExhausted,
                "The server already mixes as many rooms as it can.",
                SoonAgain),
        RoomRejection.ClubRefused =>
            new(RoomCodes.ClubRefused, StatusCode.PermissionDenied, "There is no such club in which you may open a room."),
        RoomRejection.LinksFull => new(
            RoomCodes.LinksFull,
            StatusCode.ResourceExhausted,
            $"At most {Figures.Of(bounds.LinksMax)} links can lead into a room at the same time."),
        RoomRejection.NoSuchLink => new(RoomCodes.NoSuchLink, StatusCode.NotFound, "There is no such link into the room."),
        RoomRejection.LinkLifetimeInvalid => new(
            RoomCodes.LinkLifetimeInvalid,
            StatusCode.InvalidArgument,
            $"A link is valid for {Figures.Of(bounds.LinkLifetimeMin)} to {Figures.Of(bounds.LinkLifetimeMax)}."),
        RoomRejection.KeyReused => new(
            RoomCodes.KeyReused,
            StatusCode.InvalidArgument,
            "This idempotency key belongs to another command; a new command needs a new key."),
        RoomRejection.NotRemoved => new(
            RoomCodes.NotRemoved, StatusCode.FailedPrecondition, "This person was not removed from the room."),
    };
}
