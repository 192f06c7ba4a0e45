namespace AudioRooms.System.Tests;

/// <summary>The scripted evening with whole servers, under both sign-up policies and on both databases.</summary>
public sealed class TourTests(TwoTours tours) : RunsAlone, IClassFixture<TwoTours>
{
    [Fact]
    public Task Tour_OpenSignUpOnSqlite_ShowsEveryStatementThatApplies() => tours.Open;

    [Fact]
    public Task Tour_SignUpByInvitationOnPostgres_ShowsEveryStatementThatApplies() => tours.ByInvitation;
}
