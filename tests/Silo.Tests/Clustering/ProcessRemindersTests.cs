using AudioRooms.Silo.Clustering;

namespace AudioRooms.Silo.Tests.Clustering;

public sealed class ProcessRemindersTests
{
    private static readonly GrainId Schedule = GrainId.Create("schedule", "1");
    private static readonly GrainId Other = GrainId.Create("schedule", "2");
    private readonly ProcessReminders table = new();

    [Fact]
    public async Task ReadRow_OfAnother_IsNull()
    {
        await table.UpsertRow(Entry(Schedule));

        (await table.ReadRow(Other, "due")).ShouldBeNull();
        (await table.ReadRow(Schedule, "else")).ShouldBeNull();
    }

    [Fact]
    public async Task UpsertRow_Twice_KeepsTheNewerWithATagOfItsOwn()
    {
        var first = await table.UpsertRow(Entry(Schedule, minutes: 1));
        var second = await table.UpsertRow(Entry(Schedule, minutes: 2));

        second.ShouldNotBe(first);
        var row = (await table.ReadRows(Schedule)).Reminders.ShouldHaveSingleItem();
        row.Period.ShouldBe(TimeSpan.FromMinutes(2));
        row.ETag.ShouldBe(second);
    }

    [Fact]
    public async Task RemoveRow_WithAnOldTag_LeavesIt()
    {
        var first = await table.UpsertRow(Entry(Schedule));
        var second = await table.UpsertRow(Entry(Schedule));

        (await table.RemoveRow(Schedule, "due", first!)).ShouldBeFalse();
        (await table.RemoveRow(Schedule, "due", second!)).ShouldBeTrue();
        (await table.RemoveRow(Schedule, "due", second!)).ShouldBeFalse();
        (await table.ReadRows(Schedule)).Reminders.ShouldBeEmpty();
    }

    // The ring's part (begin, end], which passes the largest number if begin is not below end.
    [Fact]
    public async Task ReadRows_OfAPartOfTheRing_AreTheGrainsInIt()
    {
        await table.UpsertRow(Entry(Schedule));
        var hash = Schedule.GetUniformHashCode();

        (await table.ReadRows(hash - 1, hash)).Reminders.Count.ShouldBe(1);
        (await table.ReadRows(hash, hash + 1)).Reminders.ShouldBeEmpty();
        (await table.ReadRows(hash, hash - 1)).Reminders.ShouldBeEmpty();
        (await table.ReadRows(hash + 1, hash)).Reminders.Count.ShouldBe(1);
        (await table.ReadRows(0, 0)).Reminders.Count.ShouldBe(1);
    }

    [Fact]
    public async Task ReadRow_ChangedByTheReader_IsNotChangedHere()
    {
        await table.UpsertRow(Entry(Schedule, minutes: 1));

        (await table.ReadRow(Schedule, "due")).ShouldNotBeNull().Period = TimeSpan.FromMinutes(9);

        (await table.ReadRow(Schedule, "due")).ShouldNotBeNull().Period.ShouldBe(TimeSpan.FromMinutes(1));
    }

    private static ReminderEntry Entry(GrainId grain, int minutes = 1) => new()
    {
        GrainId = grain, ReminderName = "due", StartAt = DateTime.UnixEpoch, Period = TimeSpan.FromMinutes(minutes),
    };
}
