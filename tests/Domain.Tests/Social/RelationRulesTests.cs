using AudioRooms.Contracts.Social;
using AudioRooms.Domain.Social;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Tests.Social;

public sealed class RelationRulesTests
{
    [Theory]
    [InlineData(PeopleList.Followers, false, Relation.None, null)]
    [InlineData(PeopleList.Following, false, Relation.Blocks, null)]
    [InlineData(PeopleList.Followers, false, Relation.BlockedBy, PeopleRejection.NotFound)]
    [InlineData(PeopleList.Blocked, false, Relation.None, PeopleRejection.NotFound)]
    [InlineData(PeopleList.Muted, false, Relation.None, PeopleRejection.NotFound)]
    [InlineData(PeopleList.Blocked, true, Relation.None, null)]
    [InlineData(PeopleList.Muted, true, Relation.None, null)]
    [InlineData(PeopleList.Followers, false, null, PeopleRejection.NotFound)]
    public void CheckList_OfAPerson_ShowsWhatTheViewerMaySee(
        PeopleList list, bool isOwn, Relation? relation, PeopleRejection? expected) =>
        RelationRules.CheckList(list, isOwn, relation).ShouldBe(expected);

    [Theory]
    [InlineData(RelationCommand.Follow, Relation.None, null)]
    [InlineData(RelationCommand.Follow, Relation.Follows, null)]
    [InlineData(RelationCommand.Follow, Relation.Mutes, null)]
    // the refusal must not show that the account exists
    [InlineData(RelationCommand.Follow, Relation.BlockedBy, PeopleRejection.NotFound)]
    [InlineData(RelationCommand.Follow, Relation.Blocks, PeopleRejection.Blocked)]
    [InlineData(RelationCommand.Follow, Relation.Blocks | Relation.BlockedBy, PeopleRejection.NotFound)]
    [InlineData(RelationCommand.Block, Relation.BlockedBy, null)] // a blocked person may block, too
    [InlineData(RelationCommand.Unfollow, Relation.None, null)]
    [InlineData(RelationCommand.Unblock, Relation.None, null)]
    public void Check_Relation_DecidesWhatIsAllowed(RelationCommand command, Relation relation, PeopleRejection? expected) =>
        RelationRules.Check(command, relation, count: 0).ShouldBe(expected);

    [Theory]
    [InlineData(RelationCommand.Follow, Relation.None, PeopleRejection.TooMany)]
    [InlineData(RelationCommand.Follow, Relation.Follows, null)] // the follow exists already, so the bound does not apply
    [InlineData(RelationCommand.Block, Relation.None, PeopleRejection.TooMany)]
    [InlineData(RelationCommand.Mute, Relation.None, PeopleRejection.TooMany)]
    [InlineData(RelationCommand.Unfollow, Relation.Follows, null)]
    public void Check_AtTheBound_RefusesOneMore(RelationCommand command, Relation relation, PeopleRejection? expected) =>
        RelationRules.Check(command, relation, ProfileBounds.PeopleMax).ShouldBe(expected);

    [Theory]
    [InlineData(RelationCommand.HearAlways, Relation.Follows, Relation.Follows | Relation.HearsAlways)]
    [InlineData(RelationCommand.HearNever, Relation.Follows | Relation.HearsAlways, Relation.Follows | Relation.HearsNever)]
    [InlineData(RelationCommand.HearSometimes, Relation.Follows | Relation.HearsNever, Relation.Follows)]
    // The setting ends with the follow.
    [InlineData(RelationCommand.Unfollow, Relation.Follows | Relation.HearsNever, Relation.None)]
    [InlineData(RelationCommand.Block, Relation.Follows | Relation.HearsAlways, Relation.Blocks)]
    public void Apply_HowMuchToHear_BelongsToTheFollow(RelationCommand command, Relation before, Relation after) =>
        RelationRules.Apply(command, before).ShouldBe(after);

    [Fact]
    public void Check_HowMuchToHearOfSomebodyNotFollowed_IsRefused() =>
        RelationRules.Check(RelationCommand.HearAlways, Relation.FollowedBy, count: 0).ShouldBe(PeopleRejection.NotFollowed);

    [Fact]
    public void Apply_Block_EndsFollowingInBothDirectionsAndKeepsTheMute() =>
        RelationRules.Apply(RelationCommand.Block, Relation.Follows | Relation.FollowedBy | Relation.Mutes)
            .ShouldBe(Relation.Blocks | Relation.Mutes);

    /// <summary>Two people with random commands of both, compared with sets of who follows, blocks and mutes.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Apply_RandomCommandsOfTwoPeople_BothSidesAgreeAndNobodyFollowsAcrossABlock(int seed)
    {
        var random = new Random(seed);
        var relations = new Relation[2];
        var model = new HashSet<(int Actor, Relation What)>();
        for (var step = 0; step < 2_000; step++)
        {
            var actor = random.Next(2);
            var command = (RelationCommand)random.Next(1, 10);
            if (RelationRules.Check(command, relations[actor], count: 0) is null)
            {
                relations[actor] = RelationRules.Apply(command, relations[actor]);
                relations[1 - actor] = Reverse(relations[actor], relations[1 - actor]);
                Carry(model, actor, command);
            }

            for (var person = 0; person < 2; person++)
            {
                relations[person].ShouldBe(Expected(model, person), $"seed {seed}, step {step}, {command} by {actor}");
                (RelationRules.AreApart(relations[person]) && (relations[person] & (Relation.Follows | Relation.FollowedBy)) != 0)
                    .ShouldBeFalse($"seed {seed}, step {step}");
            }
        }
    }

    private static void Carry(HashSet<(int Actor, Relation What)> model, int actor, RelationCommand command)
    {
        _ = command switch
        {
            RelationCommand.Follow => model.Add((actor, Relation.Follows)),
            RelationCommand.Unfollow => model.Remove((actor, Relation.Follows)),
            RelationCommand.Block => model.Add((actor, Relation.Blocks)),
            RelationCommand.Unblock => model.Remove((actor, Relation.Blocks)),
            RelationCommand.Mute => model.Add((actor, Relation.Mutes)),
            RelationCommand.Unmute => model.Remove((actor, Relation.Mutes)),
            RelationCommand.HearAlways => model.Remove((actor, Relation.HearsNever)) | model.Add((actor, Relation.HearsAlways)),
            RelationCommand.HearSometimes =>
                model.Remove((actor, Relation.HearsNever)) | model.Remove((actor, Relation.HearsAlways)),
            RelationCommand.HearNever => model.Remove((actor, Relation.HearsAlways)) | model.Add((actor, Relation.HearsNever)),
        };
        if (command == RelationCommand.Block)
        {
            model.Remove((0, Relation.Follows));
            model.Remove((1, Relation.Follows));
        }

        // The setting exists only for people that the actor follows.
        model.RemoveWhere(
            fact => fact.What is Relation.HearsAlways or Relation.HearsNever && !model.Contains((fact.Actor, Relation.Follows)));
    }

    private static Relation Expected(HashSet<(int Actor, Relation What)> model, int person) =>
        model.Aggregate(Relation.None, (relation, fact) => relation | (fact.Actor == person, fact.What) switch
        {
            (true, var what) => what,
            (false, Relation.Follows) => Relation.FollowedBy,
            (false, Relation.Blocks) => Relation.BlockedBy,
            (false, _) => Relation.None,
        });

    // The same relation as the other person stores it: what one person does, the other one has done to them.
    private static Relation Reverse(Relation relation, Relation other) => (other & Relation.Mutes)
        | (relation.HasFlag(Relation.FollowedBy) ? other & (Relation.HearsAlways | Relation.HearsNever) : 0)
        | (relation.HasFlag(Relation.Follows) ? Relation.FollowedBy : 0)
        | (relation.HasFlag(Relation.FollowedBy) ? Relation.Follows : 0)
        | (relation.HasFlag(Relation.Blocks) ? Relation.BlockedBy : 0)
        | (relation.HasFlag(Relation.BlockedBy) ? Relation.Blocks : 0);
}
