using AudioRooms.Contracts.Clubs;
using Grpc.Core;

namespace AudioRooms.Gateway.Commands;

/// <content>Refusals of clubs.</content>
internal static partial class WireErrors
{
    /// <summary>A club said no.</summary>
    public static WireError Of(ClubRejection rejection) => rejection switch
    {
        ClubRejection.NotFound => new("club_not_found", StatusCode.NotFound, "There is no such club."),
        ClubRejection.AlreadyExists => new("club_exists", StatusCode.AlreadyExists, "A club with this id was founded before."),
        ClubRejection.Closed => new("club_closed", StatusCode.FailedPrecondition, "The club is closed."),
        ClubRejection.NameInvalid => new(
            "club_name_invalid",
            StatusCode.InvalidArgument,
            "A club's name has 1 to 40 characters, at least one letter or digit, and no emoji or control characters."),
        ClubRejection.NameTaken =>
            new("club_name_taken", StatusCode.AlreadyExists, "A club has this name, capitals and accents aside."),
        ClubRejection.DescriptionInvalid => new(
            "club_description_invalid",
            StatusCode.InvalidArgument,
            "A club's description has at most 200 characters and no control characters."),
        ClubRejection.RulesInvalid => new(
            "club_rules_invalid", StatusCode.InvalidArgument, "A club's rules have at most 2,000 characters and no control characters."),
        ClubRejection.QuestionInvalid => new(
            "club_question_invalid",
            StatusCode.InvalidArgument,
            "The question to applicants has at most 200 characters and no control characters."),
        ClubRejection.TopicsInvalid =>
            new("club_topics_invalid", StatusCode.InvalidArgument, "A club has at most 3 topics of 1 to 40 characters each."),
        ClubRejection.LanguageInvalid =>
            new("club_language_invalid", StatusCode.InvalidArgument, "A club's language is a BCP 47 tag of at most 35 characters."),
        ClubRejection.AnswerInvalid => new(
            "club_answer_invalid", StatusCode.InvalidArgument, "The club asks a question; its answer has 1 to 500 characters."),
        ClubRejection.RulesNotAccepted => new(
            "club_rules_not_accepted",
            StatusCode.FailedPrecondition,
            "The club has rules; accept the edition that is current by its number."),
        ClubRejection.NotAllowed => new("club_role_too_low", StatusCode.PermissionDenied, "Your role in the club does not allow this."),
        ClubRejection.ApplicationNeeded =>
            new("club_application_needed", StatusCode.FailedPrecondition, "One becomes a member of this club by applying."),
        ClubRejection.InvitationNeeded =>
            new("club_invitation_needed", StatusCode.FailedPrecondition, "One becomes a member of this club by being invited."),
        ClubRejection.NothingToApplyFor =>
            new("club_takes_no_applications", StatusCode.FailedPrecondition, "This club takes no applications."),
        ClubRejection.NotApplied => new("club_not_applied", StatusCode.FailedPrecondition, "This user has not applied."),
        ClubRejection.NotMember => new("club_not_member", StatusCode.FailedPrecondition, "This user is not a member of the club."),
        ClubRejection.OwnerStays => new(
            "club_owner_stays",
            StatusCode.FailedPrecondition,
            "The owner goes by handing the club over or closing it."),
        ClubRejection.Banned => new("club_banned", StatusCode.PermissionDenied, "This user may not come back to the club."),
        ClubRejection.Full => new("club_full", StatusCode.ResourceExhausted, "The club has no place left."),
        ClubRejection.TooManyPending => new(
            "club_pending_full", StatusCode.ResourceExhausted, "The club has too many open applications and invitations."),
        ClubRejection.TooManyClubs => new("clubs_owned_full", StatusCode.ResourceExhausted, "You own as many clubs as one may."),
        ClubRejection.PersonNotFound => new("club_person_not_found", StatusCode.NotFound, "There is no such person."),
        ClubRejection.HeirOwnsTooMany => new(
            "club_heir_full", StatusCode.ResourceExhausted, "Whoever would have the club owns as many as one may."),
        ClubRejection.RoleInvalid => new("club_role_invalid", StatusCode.InvalidArgument, "Only member and leader can be given as roles."),
    };
}
