using System.Collections.Immutable;
using AudioRooms.LoadTester.Plans;

namespace AudioRooms.LoadTester.Tests.Plans;

public sealed class SeatingTests
{
    [Fact]
    public void Listeners_RoomsOfTwoSizes_FillTogetherAndCompletely()
    {
        var plan = Plan(
            new RoomGroup { Rooms = 2, Speakers = 0, Listeners = 1 }, new RoomGroup { Rooms = 1, Speakers = 2, Listeners = 3 });

        Seating.Listeners(plan).ShouldBe([new(0, 0), new(1, 0), new(2, 0), new(2, 1), new(2, 2)]);
        Seating.Speakers(plan).ShouldBe([new(2, 0), new(2, 1)]);
        (plan.Rooms, plan.Speakers, plan.Listeners).ShouldBe((3, 2, 5));
        (plan.GroupOf(0), plan.GroupOf(1), plan.GroupOf(2)).ShouldBe((0, 0, 1));
    }

    [Fact]
    public void ShareOf_SharesOfTheListeners_AreFilledInTheirOrder()
    {
        var group = new RoomGroup
        {
            Rooms = 1,
            Speakers = 1,
            Listeners = 10,
            Crowd = [new CrowdShare
            {
                Kind = CrowdKind.Leavers,
                Share = 0.2,
            }, new CrowdShare { Kind = CrowdKind.Reactors, Share = 0.3 }],
        };

        var kinds = Enumerable.Range(0, 10).Select(place => group.ShareOf(place)?.Kind ?? CrowdKind.Listens).ToList();

        kinds.Count(kind => kind == CrowdKind.Leavers).ShouldBe(2);
        kinds.Count(kind => kind == CrowdKind.Reactors).ShouldBe(3);
        kinds.Count(kind => kind == CrowdKind.Listens).ShouldBe(5);
    }

    private static LoadPlan Plan(params ImmutableArray<RoomGroup> groups) => new()
    {
        Server = new Uri("http://127.0.0.1:1"), Http = new Uri("http://127.0.0.1:2"), OperatorKey = "", Groups = groups,
        Seconds = 1, Ramp = 1, Processes = 1,
    };
}
