using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace PennaPay.Billy.Tests.Sandbox;

[Collection(SharedSandbox.Name)]
public sealed class FileTests(SandboxHost host)
{
    // The beginning of a PNG of 3 by 2 dots.
    private static readonly byte[] Png = [0x89, .. "PNG\r\n\u001a\n"u8, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 3, 0, 0, 0, 2, 8, 6, 0, 0, 0];

    private readonly SandboxCaller billy = host.NewCompany();

    [Fact]
    public async Task RawUpload_IsKept_AndComesBackFromItsAddress()
    {
        var file = (await UploadAsync("kvittering.png", Png)).Ok["files"][0];

        Assert.Equal($"kvittering.png image/png {Png.Length} true false 3 2", file.Show("fileName", "fileType", "fileSize", "isImage", "isPdf", "imageWidth", "imageHeight"));
        Assert.Equal(Png, await host.Http.GetByteArrayAsync(new Uri(file["downloadUrl"].Text)));
        Assert.Equal(file["id"].Text, (await billy.GetAsync("files")).Ok["files"][0]["id"].Text);
    }

    [Fact]
    public async Task FormUpload_IsKeptToo()
    {
        using var form = new MultipartFormDataContent { { new StringContent("x"), "note" } };
        using var content = new ByteArrayContent(Png);
        form.Add(content, "file", "billede.png");

        Assert.Equal("billede.png", (await billy.PostAsync("files", form)).Ok["files"][0]["fileName"].Text);
    }

    [Theory]
    [InlineData("virus.exe")]
    [InlineData("")]
    public async Task Upload_OfAnotherKind_IsRefused(string name)
    {
        var answer = await UploadAsync(name, Png);

        Assert.Equal("422 OTHER", answer.Error);
        Assert.Equal("File must have one of the following extensions: pdf, jpg, png, gif.", answer.Json["errorMessage"].Text);
    }

    [Fact]
    public async Task Upload_ThatIsNoForm_IsRefused()
    {
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes("nonsense"));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");

        Assert.Equal("400 INVALID_REQUEST_BODY", (await billy.PostAsync("files", content)).Error);
    }

    [Fact]
    public async Task Attachment_OfAnUpload_GetsItsOwnerByThatOne()
    {
        var upload = (await UploadAsync("bilag.pdf", "%PDF-1.4"u8.ToArray(), attach: true)).Ok;
        var draft = await billy.DraftAsync();
        draft["attachmentIds"] = new[] { new { id = upload["attachments"][0]["id"].Text } };
        var invoice = (await billy.NewInvoiceAsync(draft))["id"].Text;

        var read = (await billy.GetAsync($"invoices/{invoice}?include=invoice.attachments:embed,attachment.file:embed")).Ok["invoice"]["attachments"][0];

        Assert.Equal("invoice:" + invoice, read["ownerReference"].Text);
        Assert.Equal("bilag.pdf", read["file"]["fileName"].Text);
        Assert.Equal(1, (await billy.GetAsync("attachments?ownerReference=invoice:" + invoice)).Ok["attachments"].Count);
        Assert.Equal(422, (await billy.PostAsync("attachments", new { attachment = new { fileId = upload["files"][0]["id"].Text } })).Code);
    }

    [Fact]
    public async Task FileList_CanBeRefused() =>
        Assert.Equal("403 OTHER", (await host.NewCompany(new() { FileListStatus = 403 }).GetAsync("files")).Error);

    [Fact]
    public async Task DownloadUrl_OfAnInvoice_IsAPdfForWhoHasIt()
    {
        var invoice = await billy.NewInvoiceAsync();
        var url = invoice["downloadUrl"].Text;
        var organization = (await billy.GetAsync("organization")).Ok["organization"]["id"].Text;

        using var response = await host.Http.GetAsync(new Uri(url));
        using var forged = await host.Http.GetAsync(new Uri(url.Replace($"/{organization}/", $"/{organization}/0", StringComparison.Ordinal)));

        Assert.Equal("application/pdf", response.Content.Headers.ContentType!.MediaType);
        var text = Encoding.Latin1.GetString(await response.Content.ReadAsByteArrayAsync());
        Assert.StartsWith("%PDF-", text, StringComparison.Ordinal);
        Assert.Contains("Konsulenttime", text, StringComparison.Ordinal);
        var start = int.Parse(text[(text.IndexOf("startxref\n", StringComparison.Ordinal) + 10)..].Split('\n')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.StartsWith("xref", text[start..], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, forged.StatusCode);
    }

    private async Task<Answer> UploadAsync(string name, byte[] body, bool attach = false)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.Add("X-Filename", name);
        if (attach)
            content.Headers.Add("X-Create-Attachment", "true");
        return await billy.PostAsync("files", content);
    }
}
