namespace AudioRooms.LoadTester.Plans;

/// <summary>A person's room, and which of its people it is.</summary>
internal readonly record struct Seat(int Room, int Place);

/// <summary>
/// Numbers the people of a test, room by room in turn, so that all rooms fill together. Every process comes to the same numbers.
/// </summary>
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
