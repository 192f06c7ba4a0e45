using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Social;
using AudioRooms.Grains.Storage;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Grains.Social;

/// <summary>A user's profile and relations. It keeps nothing in memory: lists, search and other users' grains read the same rows.
/// It takes one call at a time, so two changes of one profile do not overlap.</summary>
internal sealed class UserGrain(PeopleTable people, RelationsTable relations) : Grain, IUserGrain
{
    private UserId Id => new(this.GetPrimaryKeyString());

    public Task RegisterAsync(Person person)
    {
        if (person.Id != Id)
        {
            throw new ArgumentException($"User {Id} was introduced as {person.Id}.", nameof(person));
        }

        return people.AddAsync(person);
    }

    public async Task<Person?> GetPersonAsync() => (await people.FindAsync(Id, Id))?.ToPerson();

    public async Task<Relation> RelationToAsync(UserId other) => (await relations.RelationsAsync(Id, [other]))[0];

    public Task<IReadOnlyList<Relation>> RelationsToAsync(IReadOnlyList<UserId> others)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(others.Count, RequestBounds.IdsMax);
        return others.Count == 0 ? Task.FromResult<IReadOnlyList<Relation>>([]) : relations.RelationsAsync(Id, others);
    }

    public async Task<PeopleReply<ProfileView>> GetProfileAsync(UserId viewer) =>
        await people.ViewAsync(Id, viewer) is { } view ? view : PeopleRejection.NotFound;

    public Task<PeopleReply<ProfileView>> UpdateProfileAsync(ProfileChange change) =>
        ChangeAsync(profile => ProfileRules.Change(profile, change));

    public Task<PeopleReply<ProfileView>> SetVerifiedAsync(bool verified) =>
        ChangeAsync(profile => profile with { IsVerified = verified });

    public Task<PeopleReply<RelationView>> RelateAsync(RelationCommand command, UserId other) =>
        relations.RelateAsync(Id, command, other);

    public async Task<PeopleReply<PeoplePage>> ListAsync(PeopleList list, UserId viewer, int pageSize, string? pageToken)
    {
        PageSizes.Check(pageSize);
        var relation = (Relation?)(await people.FindAsync(Id, viewer))?.Relation;
        return RelationRules.CheckList(list, viewer == Id, relation) is { } rejection
            ? rejection
            : await relations.ListAsync(list, Id, viewer, pageSize, pageToken);
    }

    public async Task ForgetAsync()
    {
        await people.RemoveAsync(Id);
        DeactivateOnIdle();
    }

    private async Task<PeopleReply<ProfileView>> ChangeAsync(Func<Profile, PeopleReply<Profile>> decide)
    {
        var reply = await people.ChangeAsync(Id, decide);
        return reply.IsAccepted ? new ProfileView(reply.Value, Relation.None, [], 0) : reply.Rejection.Value;
    }
}
