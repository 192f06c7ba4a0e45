namespace AudioRooms.Compat.Grpc.Interop;

/// <summary>The interoperability cases of grpc/grpc doc/interop-test-descriptions.md, asked by two other implementations.</summary>
[Collection(InteropGroup.Name)]
public sealed class PeerTests(InteropServer server)
{
    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var name in InteropCases.Names)
        {
            cases.Add("grpcio", name);
            cases.Add("grpc-js", name);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task InteropCase_OfPeer_Passes(string peer, string name) => await server.AssertPassesAsync(peer, name);

    /// <summary>Frames that no gRPC library would send.</summary>
    [Theory]
    [InlineData("wrong_content_type_is_415")]
    [InlineData("get_is_refused")]
    [InlineData("unary_ok_has_status_in_trailers")]
    [InlineData("error_without_trailers_is_trailers_only")]
    [InlineData("error_with_trailers_is_not_trailers_only")]
    [InlineData("prefix_of_4_gib_is_resource_exhausted")]
    [InlineData("gzip_bomb_is_resource_exhausted")]
    [InlineData("unknown_encoding_is_unimplemented_with_accepted_list")]
    [InlineData("compressed_flag_without_encoding_is_internal")]
    [InlineData("flag_other_than_0_and_1_is_internal")]
    [InlineData("broken_gzip_is_internal")]
    [InlineData("truncated_message_is_internal")]
    [InlineData("two_messages_in_unary_is_internal")]
    [InlineData("no_message_in_unary_is_internal")]
    [InlineData("message_in_single_byte_frames_is_ok")]
    [InlineData("padded_data_frames_are_ok")]
    [InlineData("binary_metadata_without_padding_and_joined_is_read")]
    [InlineData("timeout_of_1n_is_deadline_exceeded")]
    [InlineData("timeout_that_is_none_is_ignored")]
    [InlineData("nothing_follows_the_deadline")]
    [InlineData("rapid_resets_end_the_connection_and_others_go_on")]
    [InlineData("continuation_flood_ends_the_connection_and_others_go_on")]
    [InlineData("response_waits_for_the_window_and_others_go_on")]
    [InlineData("ping_is_answered")]
    public async Task RawHttp2_Case_Passes(string name) => await server.AssertPassesAsync("h2", name);
}
