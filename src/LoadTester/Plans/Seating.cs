namespace AudioRooms.LoadTester.Plans;

/// <summary>A person's room, and the person's number in it.</summary>
internal readonly record struct Seat(int Room, int Place);

/// <summary>Numbers the people of a test, one room after the other in turn, so that all rooms fill at the same pace. Every
/// process computes the same numbers.</summary>
internal static class Seating
{
    public static List<Seat> Speakers(LoadPlan plan) => Of(plan, static group => group.Speakers);

    public static List<Seat> Listeners(LoadPlan plan) => Of(plan, static group => group.Listeners);

    private static List<Seat> Of(LoadPlan plan, Func<RoomGroup, int> count)
    {
        var seats = new List<Seat>();
        for (var place = 0; place < plan.Groups.Max(count); place++)
        {
            var room = 0;
            foreach (var group in plan.Groups)
            {
                for (var i = 0; i < group.Rooms; i++, room++)
                {
                    if (place < count(group))
                    {
                        seats.Add(new Seat(room, place));
                    }
                }
            }
        }

        return seats;
    }
}
