using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Gateway.Services.Clubs;
using AudioRooms.Gateway.Services.Events;
using AudioRooms.Gateway.Services.Invitations;
using AudioRooms.Gateway.Services.Notifications;
using AudioRooms.Protocol.Bounds;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AudioRooms.Gateway.Tests.Refusals;

/// <summary>If an operator has changed a bound, its refusal names the bound in force, never the default.</summary>
public sealed class ConfiguredBoundsTests
{
    private static readonly ConfiguredBounds Bounds = new()
    {
        Rooms = new RoomLimits
        {
            TitleLengthMax = 1_201,
            TopicCountMax = 7,
            TopicLengthMax = 41,
            StageSizeMax = 20,
            CoHostsMax = 4,
            HandsMax = 1_500,
            QuestionLengthMax = 141,
            StageInvitationsMax = 51,
            AskedInMax = 2_002,
            RemovedMax = 3_003,
            LinkLengthMax = 501,
            LinksMax = 21,
            LinkLifetimeMin = TimeSpan.FromSeconds(90),
            LinkLifetimeMax = TimeSpan.FromHours(36),
            AudienceSizeMax = 50_000,
        },
        Clubs = new ClubLimits
        {
            DescriptionLengthMax = 201,
            RulesLengthMax = 2_001,
            QuestionLengthMax = 202,
            AnswerLengthMax = 501,
            TopicCountMax = 4,
            TopicLengthMax = 42,
            MemberCountMax = 11_000,
            FollowerCountMax = 120_000,
            PendingCountMax = 1_001,
            OwnedCountMax = 6,
        },
        Events = new EventLimits
        {
            TitleLengthMax = 101,
            DescriptionLengthMax = 1_002,
            TopicCountMax = 5,
            TopicLengthMax = 43,
            CoHostCountMax = 3,
            GuestCountMax = 11,
            OpenCountMax = 12,
            AheadMax = TimeSpan.FromDays(14),
            OpensBefore = TimeSpan.FromMinutes(45),
            DurationMin = TimeSpan.FromMinutes(1),
            DurationMax = TimeSpan.FromHours(25),
        },
        Invitations = new InvitationOptions { GrantMax = 2_000, EarnedAtOnceMax = 60, IssuedPerDayMax = 70 },
        Inboxes = new InboxLimits { MutedMax = 600, PauseMax = TimeSpan.FromDays(1), AskedInPerHour = 31 },
        Session = new SessionOptions
        {
            JoinWithin = TimeSpan.FromSeconds(2.5),
            SilentAfter = TimeSpan.FromSeconds(25),
            PacketsPerSecond = 60,
            AudioBytesPerSecond = 5_000,
            MessageBytesMax = 128 * 1_024,
        },
        AcknowledgedWithin = TimeSpan.FromSeconds(7),
    };

    [Fact]
    public void AddAudioRoomsGateway_WhereTheRulesHaveOtherBounds_SaysThese()
    {
        var services = new ServiceCollection();
        services.AddAudioRoomsGateway(gateway => gateway.Session.SilentAfter = TimeSpan.FromSeconds(25));
        services.AddSingleton(Options.Create(Bounds.Rooms))
            .AddSingleton(Options.Create(Bounds.Clubs))
            .AddSingleton(Options.Create(Bounds.Events));
        services.AddSingleton(Options.Create(Bounds.Inboxes))
            .Configure<InvitationOptions>(invitations => invitations.GrantMax = 2_000);
        services.Configure<GatewayOptions>(gateway => gateway.SigningKey = new byte[32]);
        using var provider = services.BuildServiceProvider();

        var inForce = provider.GetRequiredService<ConfiguredBounds>();

        inForce.Rooms.ShouldBe(Bounds.Rooms);
        inForce.Clubs.ShouldBe(Bounds.Clubs);
        inForce.Events.ShouldBe(Bounds.Events);
        inForce.Inboxes.ShouldBe(Bounds.Inboxes);
        inForce.Invitations.GrantMax.ShouldBe(2_000);
        inForce.Session.SilentAfter.ShouldBe(TimeSpan.FromSeconds(25));
    }

    [Theory]
    [InlineData(RoomRejection.TitleInvalid, "1 to 1,201 characters")]
    [InlineData(RoomRejection.TopicsInvalid, "at most 7 topics of 1 to 41 characters")]
    [InlineData(RoomRejection.StageFull, "20 places")]
    [InlineData(RoomRejection.AudienceFull, "50,000 places")]
    [InlineData(RoomRejection.ActiveSpeakersInvalid, "forwards 1 to 20 speakers")]
    [InlineData(RoomRejection.HandsFull, "At most 1,500 hands")]
    [InlineData(RoomRejection.QuestionInvalid, "at most 141 characters")]
    [InlineData(RoomRejection.InvitationsFull, "At most 51 invitations to the stage can wait at once, and 2,002 people")]
    [InlineData(RoomRejection.LinkInvalid, "at most 501 characters")]
    [InlineData(RoomRejection.CoHostsFull, "at most 4 co-hosts")]
    [InlineData(RoomRejection.RemovedFull, "At most 3,003 people")]
    [InlineData(RoomRejection.LinksFull, "At most 21 links")]
    [InlineData(RoomRejection.LinkLifetimeInvalid, "90 seconds to 36 hours")]
    public void Of_ARoomOfOtherBounds_NamesThem(RoomRejection rejection, string expected) =>
        RoomErrors.Of(rejection, Bounds.Rooms).Sentence.ShouldContain(expected);

    [Theory]
    [InlineData(ClubRejection.DescriptionInvalid, "at most 201 characters")]
    [InlineData(ClubRejection.RulesInvalid, "at most 2,001 characters")]
    [InlineData(ClubRejection.QuestionInvalid, "at most 202 characters")]
    [InlineData(ClubRejection.TopicsInvalid, "at most 4 topics of 1 to 42 characters")]
    [InlineData(ClubRejection.AnswerInvalid, "1 to 501 characters")]
    [InlineData(ClubRejection.Full, "at most 11,000 members and 120,000 followers")]
    [InlineData(ClubRejection.TooManyPending, "at most 1,001 open applications")]
    [InlineData(ClubRejection.TooManyClubs, "at most 6 open clubs")]
    [InlineData(ClubRejection.HeirOwnsTooMany, "at most 6 open clubs")]
    public void Of_AClubOfOtherBounds_NamesThem(ClubRejection rejection, string expected) =>
        ClubErrors.Of(rejection, Bounds.Clubs).Sentence.ShouldContain(expected);

    [Theory]
    [InlineData(EventRejection.TitleInvalid, "1 to 101 characters")]
    [InlineData(EventRejection.DescriptionInvalid, "at most 1,002 characters")]
    [InlineData(EventRejection.TopicsInvalid, "at most 5 topics of 1 to 43 characters")]
    [InlineData(EventRejection.DurationInvalid, "1 minute to 25 hours")]
    [InlineData(EventRejection.StartInvalid, "the next 14 days")]
    [InlineData(EventRejection.PeopleInvalid, "at most 3 co-hosts and 11 guests")]
    [InlineData(EventRejection.TooEarly, "at the earliest 45 minutes before")]
    [InlineData(EventRejection.TooManyEvents, "at most 12 open events")]
    public void Of_AnEventOfOtherBounds_NamesThem(EventRejection rejection, string expected) =>
        EventErrors.Of(rejection, Bounds.Events).Sentence.ShouldContain(expected);

    [Theory]
    [InlineData(InvitationRejection.TooManyToday, "At most 70 invitations")]
    [InlineData(
        InvitationRejection.GrantInvalid,
        "1 to 60 invitations can be granted at once, with an idempotency key, and 2,000 to one member")]
    public void Of_InvitationsOfOtherBounds_NamesThem(InvitationRejection rejection, string expected) =>
        InvitationErrors.Of(rejection, Bounds.Invitations).Sentence.ShouldContain(expected);

    [Theory]
    [InlineData(InboxRejection.PauseTooLong, "at most 1 day from now.")]
    [InlineData(InboxRejection.TooManyMuted, "muted 600 people")]
    [InlineData(InboxRejection.TooManyAsked, "asked 31 people")]
    public void Of_AnInboxOfOtherBounds_NamesThem(InboxRejection rejection, string expected) =>
        InboxErrors.Of(rejection, Bounds.Inboxes).Sentence.ShouldContain(expected);

    [Fact]
    public void Of_AudioTooFast_NamesTheRatesInForce() =>
        WireErrors.Of(MediaRefusal.TooFast, Bounds.Session).Sentence.ShouldContain(
            "At most 60 audio packets and 5,000 bytes a second");

    [Theory]
    [InlineData("TooSlow", "for 7 s;")]
    [InlineData("JoinTimeout", "within 2.5 s.")]
    [InlineData("MessageTooLarge", "at most 128 KB.")]
    [InlineData("Silent", "for 25 s.")]
    public void Of_AClosingByOtherBounds_NamesThem(string reason, string expected) =>
        WireErrors.Of(Enum.Parse<ClosingReason>(reason), Bounds).Sentence.ShouldContain(expected);
}
