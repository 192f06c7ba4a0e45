using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Gateway.Tests.Fakes;

/// <summary>A user who keeps the gateway's commands, and refuses them if a test says so.</summary>
internal sealed class FakeUser(UserId id) : IUserGrain
{
    public PeopleRejection? Refusal { get; set; }

    public Relation Relation { get; set; }

    public bool IsVerified { get; private set; }

    public ProfileChange? Change { get; private set; }

    public (RelationCommand Command, UserId Other)? Related { get; private set; }

    public (PeopleList List, UserId Viewer, int PageSize, string? PageToken)? Listed { get; private set; }

    private Person Person => new(id, "somebody", "Somebody");

    public Task RegisterAsync(Person person) => Task.CompletedTask;

    public Task<Person?> GetPersonAsync() => Task.FromResult<Person?>(Person);

    public Task<Relation> RelationToAsync(UserId other) => Task.FromResult(Relation);

    public Task<IReadOnlyList<Relation>> RelationsToAsync(IReadOnlyList<UserId> others) =>
        Task.FromResult<IReadOnlyList<Relation>>([.. others.Select(_ => Relation)]);

    public Task<PeopleReply<ProfileView>> GetProfileAsync(UserId viewer) => ViewAsync();

    public Task<PeopleReply<ProfileView>> UpdateProfileAsync(ProfileChange change)
    {
        Change = change;
        return ViewAsync();
    }

    public Task<PeopleReply<ProfileView>> SetVerifiedAsync(bool verified)
    {
        IsVerified = verified;
        return ViewAsync(verified);
    }

    public Task<PeopleReply<RelationView>> RelateAsync(RelationCommand command, UserId other)
    {
        Related = (command, other);
        return Task.FromResult<PeopleReply<RelationView>>(Refusal is { } refusal ? refusal : new RelationView(other, Relation));
    }

    public Task<PeopleReply<PeoplePage>> ListAsync(PeopleList list, UserId viewer, int pageSize, string? pageToken)
    {
        Listed = (list, viewer, pageSize, pageToken);
        return Task.FromResult<PeopleReply<PeoplePage>>(
            Refusal is { } refusal ? refusal : new PeoplePage([new PersonCard(Person, "bio", true, Relation)], "more"));
    }

    public Task ForgetAsync() => Task.CompletedTask;

    private Task<PeopleReply<ProfileView>> ViewAsync(bool verified = false) => Task.FromResult<PeopleReply<ProfileView>>(
        Refusal is { } refusal
            ? refusal
            : new ProfileView(
                new Profile(Person, "", ["science"], "", [], verified, DateTimeOffset.UnixEpoch, 2, 3),
                Relation,
                [People.Ada],
                1));
}

/// <summary>Finds one person for every question, or refuses if a test says so.</summary>
internal sealed class FakeDiscovery : IDiscoveryGrain
{
    public DiscoveryRejection? Refusal { get; set; }

    public SearchQuestion? Asked { get; private set; }

    public Task<DiscoveryReply<SearchPage>> SearchAsync(UserId viewer, SearchQuestion question, int pageSize, string? pageToken)
    {
        Asked = question;
        var owner = new PersonCard(People.Ada, "bio", false, Relation.Follows);
        return Task.FromResult<DiscoveryReply<SearchPage>>(Refusal is { } refusal
            ? refusal
            : new SearchPage(
                [new SearchHit(question.Kind, People.Ada.Id.Value, "Ada", ["science"], "en", null, "", owner, null)], "more"));
    }

    public (HallwayReason Weakest, string Language, int PageSize)? HallwayAsked { get; private set; }

    public Task<DiscoveryReply<HallwayPage>> HallwayAsync(
        UserId viewer, HallwayReason weakest, string language, int pageSize, string? pageToken)
    {
        HallwayAsked = (weakest, language, pageSize);
        var room = new RoomCard(
            new RoomId("room"), "Coffee", [], "en", People.Ada, RoomPhase.Live, 1, 2, DateTimeOffset.UnixEpoch, null,
            StagePolicy.Open, 3);
        return Task.FromResult<DiscoveryReply<HallwayPage>>(Refusal is { } refusal
            ? refusal
            : new HallwayPage([new HallwayEntry(room, HallwayReason.Followed, [People.Ada])], null));
    }

    public Task<IReadOnlyList<PersonSuggestion>> SuggestAsync(UserId viewer, int count) =>
        Task.FromResult<IReadOnlyList<PersonSuggestion>>(
            [new PersonSuggestion(new PersonCard(People.Ben, "bio", false, Relation.None), count, 2)]);

    public UserId? Dismissed { get; private set; }

    public Task DismissSuggestionAsync(UserId viewer, UserId person)
    {
        Dismissed = person;
        return Task.CompletedTask;
    }

    public Task<int> RebuildIndexAsync() => Task.FromResult(7);
}
