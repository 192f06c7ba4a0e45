using System.IO.Compression;
using System.Net;
using System.Text;
using AudioRooms.Gateway.Services.Page;
using AudioRooms.Gateway.Tests.Sessions;

namespace AudioRooms.Gateway.Tests.Services.Page;

/// <summary>The built page as browsers get it.</summary>
public sealed class PageEndpointTests : IAsyncLifetime, IDisposable
{
    private const string Index = "<!doctype html><title>page</title>";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("page-");
    private readonly string script = string.Concat(Enumerable.Repeat("const room = 1;\n", 100));
    private readonly GatewayHost host;

    public PageEndpointTests()
    {
        Write("index.html", Index);
        Write("page-version", "0123456789abcdef\n");
        Write("icons/icon.svg", "<svg/>");
        Write("manifest.webmanifest", "{}");
        Write("assets/index-abc.js", script);
        Compress("assets/index-abc.js.br", static file => new BrotliStream(file, CompressionLevel.SmallestSize));
        Compress("assets/index-abc.js.gz", static file => new GZipStream(file, CompressionLevel.SmallestSize));
        Write("assets/codec-abc.wasm", "\0asm");
        Write("sw.js", "self;");
        Write(".vite/manifest.json", "{}");
        Write("notes.secret", "not of the page");
        host = new GatewayHost { Configure = options => options.PageFolder = folder.FullName };
    }

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    public void Dispose()
    {
        host.Dispose();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/index.html")]
    [InlineData("/room/01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    [InlineData("/u/ada")]
    [InlineData("/settings/devices?x=1.js")]
    [InlineData("/nothing/here")]
    public async Task Get_OfAnyPlaceInThePage_IsThePageAndNeverKept(string path)
    {
        using var response = await GetAsync(path);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        response.Headers.CacheControl!.ToString().ShouldBe("no-store");
        (await response.Content.ReadAsStringAsync()).ShouldBe(Index);
    }

    [Fact]
    public async Task About_OfAServerWithAPage_NamesThePagesVersion() =>
        (await host.Http.GetStringAsync(new Uri("/session/about", UriKind.Relative)))
            .ShouldContain("\"pageVersion\":\"0123456789abcdef\"");

    [Theory]
    [InlineData("/assets/gone-abc.js")]
    [InlineData("/assets")]
    [InlineData("/icons/gone")]
    [InlineData("/favicon.ico")]
    [InlineData("/session/refresh")]
    [InlineData("/notes.secret")]
    [InlineData("/page-version")]
    [InlineData("/assets/index-abc.js.br")]
    [InlineData("/.vite/manifest.json")]
    [InlineData("/audiorooms.v1.Accounts/WhoAmI")]
    [InlineData("/..%2f..%2fetc%2fpasswd")]
    public async Task Get_OfWhatIsNoFileAndNoPlace_IsNotFound(string path)
    {
        using var response = await GetAsync(path);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/livez")]
    [InlineData("/metrics")]
    public async Task Get_OfThePagesThatAreTheServers_IsStillTheirs(string path)
    {
        using var response = await GetAsync(path);

        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
    }

    [Theory]
    [InlineData("/assets/index-abc.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable")]
    [InlineData("/assets/codec-abc.wasm", "application/wasm", "public, max-age=31536000, immutable")]
    [InlineData("/sw.js", "text/javascript; charset=utf-8", "no-cache")]
    [InlineData("/icons/icon.svg", "image/svg+xml", "public, max-age=3600")]
    [InlineData("/manifest.webmanifest", "application/manifest+json", "public, max-age=3600")]
    public async Task Get_OfAFile_HasItsTypeAndMayBeKeptAsLongAsItsNameSays(string path, string type, string keeping)
    {
        using var response = await GetAsync(path);

        response.Content.Headers.ContentType!.ToString().ShouldBe(type);
        response.Headers.GetValues("Cache-Control").Single().Split(", ").ShouldBe(keeping.Split(", "), ignoreOrder: true);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/assets/index-abc.js")]
    public async Task Get_OfAnyFile_LetsTheBrowserRunNothingOfOthers(string path)
    {
        using var response = await GetAsync(path);

        var policy = response.Headers.GetValues("Content-Security-Policy").Single().Split("; ");
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("script-src 'self' 'wasm-unsafe-eval'");
        policy.ShouldContain("connect-src 'self'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldAllBe(rule => !rule.Contains("unsafe-inline") && !rule.Contains("http") && !rule.Contains('*'));
        response.Headers.GetValues("Permissions-Policy").Single().ShouldContain("microphone=(self)");
        response.Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"]);
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Theory]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("deflate", null)]
    [InlineData("nonsense;;", null)]
    public async Task Get_OfAText_IsCompressedAsTheBrowserCanRead(string accepted, string? encoding)
    {
        using var response = await GetAsync("/assets/index-abc.js", ("Accept-Encoding", accepted));

        response.Content.Headers.ContentEncoding.ShouldBe(encoding is null ? [] : [encoding]);
        response.Headers.Vary.ShouldBe(["Accept-Encoding"]);
        await using var body = await response.Content.ReadAsStreamAsync();
        await using var text = encoding switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var reader = new StreamReader(text);
        (await reader.ReadToEndAsync()).ShouldBe(script);
    }

    [Fact]
    public async Task Get_OfWhatTheBrowserHas_SaysSoWithoutABody()
    {
        using var first = await GetAsync("/sw.js");

        using var again = await GetAsync("/sw.js", ("If-None-Match", first.Headers.ETag!.ToString()));

        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await again.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        again.Headers.CacheControl!.NoCache.ShouldBeTrue();
    }

    [Fact]
    public async Task Head_OfThePage_AnswersAsGetWithoutABody()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/room/r1");

        using var response = await host.Http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentLength.ShouldBe(Index.Length);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Get_WithoutAPage_IsTheLandingPageAndNothingElse()
    {
        using var bare = new GatewayHost();
        await bare.InitializeAsync();

        (await bare.Http.GetStringAsync(new Uri("/", UriKind.Relative))).ShouldContain("AudioRooms runs here");
        using var place = await bare.Http.GetAsync(new Uri("/room/r1", UriKind.Relative));
        place.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await bare.DisposeAsync();
    }

    [Fact]
    public void Errors_OfAFolderWithoutAPage_NameTheFolder()
    {
        PageFiles.Errors(null).ShouldBeEmpty();
        PageFiles.Errors(folder.FullName).ShouldBeEmpty();
        PageFiles.Errors(Path.Combine(folder.FullName, "assets")).ShouldHaveSingleItem().ShouldContain("index.html");
    }

    private async Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await host.Http.SendAsync(request);
    }

    private void Compress(string path, Func<Stream, Stream> compression)
    {
        using var file = File.Create(Path.Combine(folder.FullName, path));
        using var compressed = compression(file);
        compressed.Write(Encoding.UTF8.GetBytes(script));
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }
}
