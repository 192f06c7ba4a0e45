using System.Text;
using System.Text.Json;
using Grpc.Core;
using Grpc.Testing;

namespace AudioRooms.Compat.Grpc.Interop;

/// <summary>
/// The interoperability cases that <c>buf curl</c> (connect-go) can ask. Unless a schema is given it learns the service through
/// server reflection.
/// </summary>
[Collection(InteropGroup.Name)]
public sealed class BufCurlTests(InteropServer server)
{
    private const string Service = "grpc.testing.TestService";

    [Fact]
    public async Task EmptyUnary_OfBufCurl_IsAnswered() =>
        (await CallAsync($"{Service}/EmptyCall", "{}")).ShouldBe("{}");

    [Fact]
    public async Task LargeUnary_OfBufCurl_IsAnswered()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(
                file, $$$"""{"responseSize": 314159, "payload": {"body": "{{{Convert.ToBase64String(new byte[271828])}}}"}}""");

            var output = await CallAsync($"{Service}/UnaryCall", $"@{file}");

            SimpleResponse.Parser.ParseJson(output).Payload.Body.Length.ShouldBe(314159);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task ServerCompressedUnary_OfBufCurl_IsAnswered()
    {
        var output = await CallAsync($"{Service}/UnaryCall", """{"responseSize": 31415, "responseCompressed": {"value": true}}""");

        SimpleResponse.Parser.ParseJson(output).Payload.Body.Length.ShouldBe(31415);
    }

    [Fact]
    public async Task ClientStreaming_OfBufCurl_IsSummed()
    {
        var requests = $$$"""{"payload": {"body": "{{{Convert.ToBase64String(new byte[100])}}}"}}{"payload": {"body": "AAAA"}}""";

        var output = await CallAsync($"{Service}/StreamingInputCall", requests);

        StreamingInputCallResponse.Parser.ParseJson(output).AggregatedPayloadSize.ShouldBe(103);
    }

    [Fact]
    public async Task ServerStreaming_OfBufCurl_IsAnswered()
    {
        var output = await CallAsync(
            $"{Service}/StreamingOutputCall", """{"responseParameters": [{"size": 3}, {"size": 6}, {"size": 9}]}""");

        SizesIn(output).ShouldBe([3, 6, 9]);
    }

    [Fact]
    public async Task PingPong_OfBufCurl_IsAnswered()
    {
        var output = await CallAsync(
            $"{Service}/FullDuplexCall", """{"responseParameters": [{"size": 3}]}{"responseParameters": [{"size": 6}]}""");

        SizesIn(output).ShouldBe([3, 6]);
    }

    [Fact]
    public async Task CustomMetadata_OfBufCurl_IsEchoed()
    {
        var (exitCode, _, log) = await RunAsync(
            $"{Service}/UnaryCall", "{}", "-v", "-H", "x-grpc-test-echo-initial: first", "-H", "x-grpc-test-echo-trailing-bin: q6ur");

        exitCode.ShouldBe(0);
        log.ShouldContain("X-Grpc-Test-Echo-Initial: first", Case.Insensitive);
        log.ShouldContain("X-Grpc-Test-Echo-Trailing-Bin: q6ur", Case.Insensitive);
    }

    [Theory]
    [InlineData("test status message")]
    [InlineData("100 % \u263a \U0001F608")]
    public async Task StatusCodeAndMessage_OfBufCurl_AreTold(string message)
    {
        var (exitCode, _, log) = await RunAsync(
            $"{Service}/UnaryCall", $$$"""{"responseStatus": {"code": 2, "message": "{{{message}}}"}}""");

        exitCode.ShouldBe(ExitCodeOf(StatusCode.Unknown));
        log.ShouldContain(message);
    }

    [Theory]
    [InlineData("grpc.testing.TestService/UnimplementedCall")]
    [InlineData("grpc.testing.UnimplementedService/UnimplementedCall")]
    public async Task UnimplementedMethod_OfBufCurl_IsUnimplemented(string method)
    {
        var (exitCode, _, _) = await RunAsync(method, "{}", "--schema", "interop.proto");

        exitCode.ShouldBe(ExitCodeOf(StatusCode.Unimplemented));
    }

    [Fact]
    public async Task HealthCheck_OfBufCurl_IsAnswered() =>
        (await CallAsync("grpc.health.v1.Health/Check", """{"service": ""}""")).ShouldContain("SERVING");

    [Fact]
    public async Task ListServices_OfBufCurl_NamesTheMappedOnes()
    {
        var (exitCode, output, log) = await PeerProcess.RunAsync(
            PeerProcess.Buf,
            "curl", "--protocol", "grpc", "--http2-prior-knowledge", "--list-services", server.Host.Address);

        exitCode.ShouldBe(0, log);
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe(["grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", Service], ignoreOrder: true);
    }

    [Theory]
    [InlineData("grpc-v1")]
    [InlineData("grpc-v1alpha")]
    public async Task Reflection_OfEitherVersion_DescribesTheMethod(string protocol)
    {
        var (exitCode, output, log) = await RunAsync($"{Service}/EmptyCall", "{}", "--reflect-protocol", protocol);

        exitCode.ShouldBe(0, log);
        output.Trim().ShouldBe("{}");
    }

    private async Task<string> CallAsync(string method, string data)
    {
        var (exitCode, output, log) = await RunAsync(method, data);
        exitCode.ShouldBe(0, log);
        return output.Trim();
    }

    private Task<(int ExitCode, string Output, string Log)> RunAsync(string method, string data, params string[] more) =>
        PeerProcess.RunAsync(
            PeerProcess.Buf,
            ["curl", "--protocol", "grpc", "--http2-prior-knowledge", "-d", data, .. more, $"{server.Host.Address}/{method}"]);

    /// <summary>The printed responses follow each other without a separator.</summary>
    private static List<int> SizesIn(string output)
    {
        var sizes = new List<int>();
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(output), new JsonReaderOptions { AllowMultipleValues = true });
        while (reader.Read())
        {
            using var response = JsonDocument.ParseValue(ref reader);
            sizes.Add(StreamingOutputCallResponse.Parser.ParseJson(response.RootElement.GetRawText()).Payload.Body.Length);
        }

        return sizes;
    }

    /// <summary><c>buf curl</c> ends with the status code times eight.</summary>
    private static int ExitCodeOf(StatusCode code) => (int)code << 3;
}
