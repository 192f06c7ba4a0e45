using System.Net;
using AudioRooms.Contracts;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Gateway.Tests.Services.Profiles;
using AudioRooms.Wire.V1;
using Google.Protobuf;
using Grpc.Core;
using SkiaSharp;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>Photos as a device uploads them and a web page shows them.</summary>
public sealed class PhotosEdgeTests(GatewayHost host) : IClassFixture<GatewayHost>
{
    [Theory]
    [InlineData(512)]
    [InlineData(128)]
    public async Task SetPhoto_AGoodOne_IsShownWithHeadersThatKeepItAPicture(int side)
    {
        var id = await UploadAsync("ada");

        using var response = await host.Http.GetAsync(new Uri($"/photos/{id}/{side}.jpg", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe("image/jpeg");
        response.Headers.CacheControl!.ToString().ShouldContain("immutable");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; sandbox"]);
        Pictures.Look(await response.Content.ReadAsByteArrayAsync()).Width.ShouldBe(side);
    }

    [Theory]
    [InlineData("0000000000000000000000000A/512.jpg")]
    [InlineData("x/512.jpg")]
    [InlineData("{id}/511.jpg")]
    [InlineData("{id}/512.png")]
    [InlineData("{id}/-512.jpg")]
    [InlineData("{id}/.jpg")]
    public async Task Photo_ThatIsNotThere_IsNotFoundAndNotKept(string path)
    {
        path = path.Replace("{id}", await UploadAsync("ada"), StringComparison.Ordinal);

        using var response = await host.Http.GetAsync(new Uri($"/photos/{path}", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task Photo_Head_SaysTheSizeWithoutTheImage()
    {
        var id = await UploadAsync("ada");
        using var request = new HttpRequestMessage(HttpMethod.Head, $"/photos/{id}/128.jpg");

        using var response = await host.Http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentLength!.Value.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task SetPhoto_NoPicture_IsRefusedByName() =>
        (await RefusalOf(async () => await host.Photos.SetPhotoAsync(
            new SetPhotoRequest { Image = ByteString.CopyFromUtf8("<html>") },
            await host.SignInAsync("ada")))).ShouldBe("photo_format_unknown");

    [Fact]
    public async Task SetPhoto_OneByteTooMany_IsRefusedByName() =>
        (await RefusalOf(async () => await host.Photos.SetPhotoAsync(
            new SetPhotoRequest { Image = ByteString.CopyFrom(new byte[1_024 * 1_024 + 1]) }, await host.SignInAsync("ada"))))
            .ShouldBe("photo_too_large");

    [Fact]
    public async Task SetPhoto_FarTooMuch_IsNotRead() =>
        (await Should.ThrowAsync<RpcException>(async () => await host.Photos.SetPhotoAsync(
            new SetPhotoRequest { Image = ByteString.CopyFrom(new byte[2 * 1_024 * 1_024]) }, await host.SignInAsync("ada"))))
            .StatusCode.ShouldBe(StatusCode.ResourceExhausted);

    [Fact]
    public async Task SetPhoto_WithoutAToken_IsRefused() =>
        (await RefusalOf(async () => await host.Photos.SetPhotoAsync(new SetPhotoRequest()))).ShouldBe("token_invalid");

    [Fact]
    public async Task RemovePhoto_OfOneself_IsDone()
    {
        await host.Photos.RemovePhotoAsync(new RemovePhotoRequest(), await host.SignInAsync("ada"));

        host.Cluster.Photos.Removed.ShouldNotBeNull();
    }

    [Fact]
    public async Task FindPhotos_Some_KeepsTheirOrder()
    {
        var request = new FindPhotosRequest { UserIds = { Identifiers.NewId(), People.Ada.Id.Value } };

        (await host.Photos.FindPhotosAsync(request, await host.SignInAsync("ada"))).PhotoIds.ShouldBe(["", "photo"]);
    }

    [Fact]
    public async Task FindPhotos_OfAHundredAndOne_IsRefused()
    {
        var request = new FindPhotosRequest { UserIds = { Enumerable.Repeat(People.Ada.Id.Value, 101) } };

        (await RefusalOf(async () => await host.Photos.FindPhotosAsync(request, await host.SignInAsync("ada"))))
            .ShouldBe("page_size_invalid");
    }

    [Fact]
    public async Task DismissSuggestion_Somebody_ReachesTheCluster()
    {
        await host.Discovery.DismissSuggestionAsync(
            new DismissSuggestionRequest { UserId = People.Ben.Id.Value }, await host.SignInAsync("ada"));

        host.Cluster.Discovery.Dismissed.ShouldBe(People.Ben.Id);
    }

    private static async Task<string?> RefusalOf(Func<Task> call) =>
        (await Should.ThrowAsync<RpcException>(call)).Trailers.GetValue("refusal-code");

    private async Task<string> UploadAsync(string handle)
    {
        var image = ByteString.CopyFrom(Pictures.Make(200, 100, SKEncodedImageFormat.Png));
        return (await host.Photos.SetPhotoAsync(new SetPhotoRequest { Image = image }, await host.SignInAsync(handle))).PhotoId;
    }
}
