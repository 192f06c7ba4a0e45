namespace AudioRooms.System.Tests;

/// <summary>Clients of other projects, in Python and in JavaScript, make real calls of the API.</summary>
public sealed class GrpcPeerTests(PeerServer server) : IClassFixture<PeerServer>
{
    [Theory]
    [InlineData("sign_up_is_known_by_its_token")]
    [InlineData("room_is_shown_as_created")]
    [InlineData("refusal_has_status_sentence_and_code")]
    [InlineData("unknown_method_is_unimplemented")]
    [InlineData("request_above_the_limit_is_refused")]
    [InlineData("compressed_request_is_read")]
    [InlineData("sound_goes_up_and_comes_down_in_bundles")]
    [InlineData("compressed_session_is_understood")]
    [InlineData("refused_join_is_told_and_ends_the_call")]
    [InlineData("cancelled_session_is_over_and_its_person_may_come_back")]
    [InlineData("deadline_ends_a_session")]
    [InlineData("fifty_calls_at_once_are_answered")]
    public async Task Case_OfBothLibraries_Passes(string name)
    {
        await server.AssertPassesAsync("grpcio", name);
        await server.AssertPassesAsync("grpc-js", name);
        server.Server.ShouldHaveCleanLog();
    }
}
