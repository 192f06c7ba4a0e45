using AudioRooms.Contracts.Clubs;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Protocol.Refusals;
using Grpc.Core;

namespace AudioRooms.Gateway.Services.Clubs;

/// <summary>Refusals of clubs.</summary>
internal static class ClubErrors
{
    public static WireError Of(ClubRejection rejection, ClubLimits bounds) => rejection switch
    {
        ClubRejection.NotFound => new(ClubCodes.NotFound, StatusCode.NotFound, "There is no such club."),
        ClubRejection.AlreadyExists => new(
            ClubCodes.AlreadyExists, StatusCode.AlreadyExists, "A club with this id exists already."),
        ClubRejection.Closed => new(ClubCodes.Closed, StatusCode.FailedPrecondition, "The club is closed."),
        ClubRejection.NameInvalid => new(
            ClubCodes.NameInvalid,
            StatusCode.InvalidArgument,
            $"A club's name has 1 to {ClubBounds.NameLengthMax} characters, at least one letter or digit, and no emoji or "
                + "control characters."),
        ClubRejection.NameTaken =>
            new(
                ClubCodes.NameTaken,
                StatusCode.AlreadyExists,
                "Another club has this name; capitals and accents make no difference."),
        ClubRejection.DescriptionInvalid => new(
            ClubCodes.DescriptionInvalid,
            StatusCode.InvalidArgument,
            $"A club's description has at most {Figures.Of(bounds.DescriptionLengthMax)} characters and no control characters."),
        ClubRejection.RulesInvalid => new(
            ClubCodes.RulesInvalid,
            StatusCode.InvalidArgument,
            $"A club's rules have at most {Figures.Of(bounds.RulesLengthMax)} characters and no control characters."),
        ClubRejection.QuestionInvalid => new(
            ClubCodes.QuestionInvalid,
            StatusCode.InvalidArgument,
            $"The question to applicants has at most {Figures.Of(bounds.QuestionLengthMax)} characters and no control "
                + "characters."),
        ClubRejection.TopicsInvalid => new(
            ClubCodes.TopicsInvalid,
            StatusCode.InvalidArgument,
            $"A club has at most {Figures.Of(bounds.TopicCountMax)} topics of 1 to {Figures.Of(bounds.TopicLengthMax)} "
                + "characters each."),
        ClubRejection.LanguageInvalid => new(
            ClubCodes.LanguageInvalid,
            StatusCode.InvalidArgument,
            $"A club's language is a BCP 47 tag of at most {RequestBounds.LanguageTagLengthMax} characters."),
        ClubRejection.AnswerInvalid => new(
            ClubCodes.AnswerInvalid,
            StatusCode.InvalidArgument,
            $"The club asks a question; its answer has 1 to {Figures.Of(bounds.AnswerLengthMax)} characters."),
        ClubRejection.RulesNotAccepted => new(
            ClubCodes.RulesNotAccepted,
            StatusCode.FailedPrecondition,
            "The club has rules; accept their current edition by its number."),
        ClubRejection.NotAllowed => new(
            ClubCodes.NotAllowed, StatusCode.PermissionDenied, "Your role in the club does not allow this."),
        ClubRejection.ApplicationNeeded =>
            new(ClubCodes.ApplicationNeeded, StatusCode.FailedPrecondition, "People join this club by applying."),
        ClubRejection.InvitationNeeded =>
            new(ClubCodes.InvitationNeeded, StatusCode.FailedPrecondition, "People join this club by invitation."),
        ClubRejection.NothingToApplyFor =>
            new(ClubCodes.NothingToApplyFor, StatusCode.FailedPrecondition, "This club takes no applications."),
        ClubRejection.NotApplied => new(ClubCodes.NotApplied, StatusCode.FailedPrecondition, "This user has not applied."),
        ClubRejection.NotMember => new(
            ClubCodes.NotMember, StatusCode.FailedPrecondition, "This user is not a member of the club."),
        ClubRejection.OwnerStays => new(
            ClubCodes.OwnerStays,
            StatusCode.FailedPrecondition,
            "The owner can leave only by handing the club over or closing it."),
        ClubRejection.Banned => new(ClubCodes.Banned, StatusCode.PermissionDenied, "This user is banned from the club."),
        ClubRejection.Full => new(
            ClubCodes.Full,
            StatusCode.ResourceExhausted,
            $"A club has at most {Figures.Of(bounds.MemberCountMax)} members and {Figures.Of(bounds.FollowerCountMax)} "
                + "followers; this club has no place left."),
        ClubRejection.TooManyPending => new(
            ClubCodes.TooManyPending,
            StatusCode.ResourceExhausted,
            $"A club has at most {Figures.Of(bounds.PendingCountMax)} open applications and invitations."),
        ClubRejection.TooManyClubs => new(
            ClubCodes.TooManyClubs,
            StatusCode.ResourceExhausted,
            $"One person owns at most {Figures.Of(bounds.OwnedCountMax)} open clubs, and you already own as many."),
        ClubRejection.PersonNotFound => new(ClubCodes.PersonNotFound, StatusCode.NotFound, "There is no such person."),
        ClubRejection.HeirOwnsTooMany => new(
            ClubCodes.HeirOwnsTooMany,
            StatusCode.ResourceExhausted,
            $"One person owns at most {Figures.Of(bounds.OwnedCountMax)} open clubs, and the new owner already owns as many."),
        ClubRejection.RoleInvalid => new(
            ClubCodes.RoleInvalid, StatusCode.InvalidArgument, "Only member and leader can be given as roles."),
    };
}
