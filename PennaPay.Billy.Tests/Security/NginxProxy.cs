using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Security;

/// <summary>A real nginx before the program, set up as the README says: https, and a port in clear that leads there.</summary>
internal sealed class NginxProxy : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx", "/opt/homebrew/bin/nginx"];

    private readonly TemporaryFolder folder;

    private NginxProxy(TemporaryFolder folder, Uri secure, Uri clear) => (this.folder, Secure, Clear) = (folder, secure, clear);

    public static string? ExecutablePath { get; } = Places.FirstOrDefault(File.Exists);

    public Uri Secure { get; }

    public Uri Clear { get; }

    /// <summary>Every request that came in clear, headers and all.</summary>
    public string ClearTraffic => File.ReadAllText(Path.Combine(folder.Path, "clear.log"));

    public static async Task<NginxProxy> StartAsync(Uri program)
    {
        var folder = new TemporaryFolder();
        var (secure, clear) = (FreePort(), FreePort());
        WriteCertificate(folder.Path);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "nginx.conf"), $$"""
            master_process off;
            pid {{folder.Path}}/nginx.pid;
            error_log {{folder.Path}}/error.log;
            events {}
            http {
                client_body_temp_path {{folder.Path}}/body;
                proxy_temp_path {{folder.Path}}/proxy;
                fastcgi_temp_path {{folder.Path}}/fastcgi;
                uwsgi_temp_path {{folder.Path}}/uwsgi;
                scgi_temp_path {{folder.Path}}/scgi;
                log_format everything '$request cookie=[$http_cookie] set=[$sent_http_set_cookie]';
                access_log off;
                map $http_upgrade $connection_upgrade { default upgrade; '' close; }
                server {
                    listen 127.0.0.1:{{clear}};
                    access_log {{folder.Path}}/clear.log everything;
                    return 301 https://{{ProxiedVisitor.Host}}:{{secure}}$request_uri;
                }
                server {
                    listen 127.0.0.1:{{secure}} ssl;
                    ssl_certificate {{folder.Path}}/certificate.pem;
                    ssl_certificate_key {{folder.Path}}/key.pem;
                    location / {
                        proxy_pass {{program.GetLeftPart(UriPartial.Authority)}};
                        proxy_http_version 1.1;
                        proxy_set_header Host $http_host;
                        proxy_set_header X-Forwarded-Host $http_host;
                        proxy_set_header X-Forwarded-For $remote_addr;
                        proxy_set_header X-Forwarded-Proto $scheme;
                        proxy_set_header Upgrade $http_upgrade;
                        proxy_set_header Connection $connection_upgrade;
                        proxy_read_timeout 1h;
                    }
                }
            }
            """);
        // It goes on in the background once it listens.
        await RunAsync(folder.Path);
        return new NginxProxy(folder, new Uri($"https://{ProxiedVisitor.Host}:{secure}/"), new Uri($"http://{ProxiedVisitor.Host}:{clear}/"));
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync(folder.Path, "-s", "stop");
        folder.Dispose();
    }

    private static async Task RunAsync(string folder, params string[] signal)
    {
        var errors = Path.Combine(folder, "error.log");
        using var process = Process.Start(
            new ProcessStartInfo(ExecutablePath!, ["-c", Path.Combine(folder, "nginx.conf"), "-p", folder, "-e", errors, .. signal]))!;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, File.Exists(errors) ? await File.ReadAllTextAsync(errors) : "nginx could not be run.");
    }

    private static void WriteCertificate(string folder)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=billy.example.dk", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        File.WriteAllText(Path.Combine(folder, "certificate.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>nginx does not say which port it took, so it has to be told one that nobody has just now.</summary>
    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
