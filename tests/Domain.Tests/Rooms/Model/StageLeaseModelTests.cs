namespace AudioRooms.Domain.Tests.Rooms.Model;

/// <summary>A person whose departure from the stage was acknowledged is heard nowhere, whatever fails between any two
/// steps.</summary>
public sealed class StageLeaseModelTests
{
    private const int Seeds = 1_500;
    private const int Steps = 1_500;

    [Fact]
    public void AnyFaults_OffTheStageAndAcknowledged_IsHeardNowhere()
    {
        var (acknowledged, waited, heard, heardWithoutRoom) = (0, 0, 0, 0);
        for (var seed = 0; seed < Seeds; seed++)
        {
            var world = new StageLeaseWorld(seed);
            world.Run(Steps);

            world.Ghost.ShouldBeNull();
            acknowledged += world.Acknowledged;
            waited += world.Waited;
            heard += world.Heard;
            heardWithoutRoom += world.HeardWithoutRoom;
        }

        // A world in which nothing happens has no ghosts either.
        acknowledged.ShouldBeGreaterThan(2 * Seeds);
        waited.ShouldBeGreaterThan(Seeds);
        heard.ShouldBeGreaterThan(50 * Seeds);
        heardWithoutRoom.ShouldBeGreaterThan(5 * Seeds);
    }

    [Theory]
    [InlineData(StageLeaseFault.ForgetsFormerLeases)]
    [InlineData(StageLeaseFault.CountsFromTheAnswer)]
    [InlineData(StageLeaseFault.BelievesItsAnswers)]
    [InlineData(StageLeaseFault.WaitsWithoutMargin)]
    public void AnyFaults_ARuleIsBroken_AGhostIsHeard(StageLeaseFault fault) =>
        Enumerable.Range(0, Seeds).Any(seed =>
        {
            var world = new StageLeaseWorld(seed, fault);
            world.Run(Steps);
            return world.Ghost is not null;
        }).ShouldBeTrue();
}
