using AudioRooms.Silo.Logging;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Silo.Tests.Logging;

public sealed class OrleansNotesTests
{
    [Fact]
    public void IsOfServerGc_AnotherEventOfTheSilo_IsTold()
    {
        OrleansNotes.IsOfServerGc(new EventId(OrleansNotes.ServerGcNote), state: null).ShouldBeTrue();
        OrleansNotes.IsOfServerGc(new EventId(OrleansNotes.ServerGcNote + 1), state: null).ShouldBeFalse();
    }

    [Theory]
    [InlineData(365 * 24, OrleansNotes.UnfinishedRound, true)]
    [InlineData(0, OrleansNotes.UnfinishedRound, false)]
    [InlineData(365 * 24, OrleansNotes.UnfinishedRound + 1, false)]
    public void IsOlderThanTheProcess_ARoundOfSoManyHours_IsDroppedOnlyIfItCannotBe(int hours, int eventId, bool isDropped)
    {
        KeyValuePair<string, object?>[] state = [new("Elapsed", TimeSpan.FromHours(hours)), new("{OriginalFormat}", "…")];

        OrleansNotes.IsOlderThanTheProcess(new EventId(eventId), state).ShouldBe(isDropped);
    }
}
