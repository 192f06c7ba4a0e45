namespace AudioRooms.System.Tests;

/// <summary>A client that sends frames which no gRPC library would send. The engine may log them.</summary>
public sealed class GrpcFramesTests(PeerServer server) : IClassFixture<PeerServer>
{
    [Theory]
    [InlineData("answer_has_its_status_in_trailers")]
    [InlineData("refusal_has_its_code_and_no_message")]
    [InlineData("other_content_type_is_415")]
    [InlineData("get_is_refused")]
    [InlineData("gigabytes_declared_are_refused_before_they_come")]
    [InlineData("gigabytes_declared_five_hundred_times_leave_the_server_well")]
    [InlineData("small_message_that_grows_is_refused")]
    [InlineData("unknown_encoding_is_refused_with_those_that_are_known")]
    [InlineData("broken_framing_is_refused")]
    [InlineData("message_in_single_bytes_is_read")]
    [InlineData("deadline_of_a_millisecond_ends_the_call")]
    [InlineData("nothing_follows_the_deadline")]
    [InlineData("rapid_resets_end_the_connection_and_others_go_on")]
    [InlineData("headers_without_end_end_the_connection_and_others_go_on")]
    [InlineData("answer_waits_for_the_window_and_others_go_on")]
    [InlineData("ping_is_answered")]
    public async Task Frames_Case_Passes(string name) => await server.AssertPassesAsync("h2", name);
}
