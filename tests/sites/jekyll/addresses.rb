# frozen_string_literal: true

# Builds the site in the current folder and prints, as JSON, the path of each post, page and
# document that Jekyll publishes -> its decoded address; it fails where an address has no file, or a
# file of HTML has no address. An address that differs from build to build, since Jekyll takes the
# hour of the build for a date that is missing, is left out.

require "fileutils"
require "jekyll"
require "json"

# Jekyll's own filter, which puts the address of the site before a path.
class Address
  include Jekyll::Filters::URLFilters

  Context = Struct.new(:registers)

  def initialize(site)
    @context = Context.new({ :site => site })
    @before = Jekyll::URL.unescape_path(absolute_url("/a").delete_suffix("/a"))
  end

  def of(item)
    @before + Jekyll::URL.unescape_path(item.url)
  end
end

NOW = Time.utc(2026, 11, 24, 3)
# A second build whose parts of a date all differ.
LATER = Time.utc(2028, 2, 13, 14, 21, 31)

Jekyll.logger.log_level = :error

def site_at(time)
  Dir.glob("**/*", File::FNM_DOTMATCH).each { |path| FileUtils.touch(path, :mtime => time) }
  ENV["TZ"] = "Asia/Tokyo"
  Jekyll::Site.new(Jekyll.configuration("time" => time.to_s, "disable_disk_cache" => true))
end

def items(site)
  made_of_files = site.pages.reject { |page| page.is_a?(Jekyll::PageWithoutAFile) }
  documents = site.docs_to_write.reject { |one| one.is_a?(Jekyll::StaticFile) }
  made_of_files + documents
end

def source(site, item)
  path = item.is_a?(Jekyll::Page) ? File.join(site.source, item.relative_path) : item.path
  path.delete_prefix("#{Dir.pwd}/").unicode_normalize(:nfc)
end

def addresses(site)
  made = Address.new(site)
  items(site).to_h { |item| [source(site, item), made.of(item)] }
end

def check(site)
  made = items(site).map { |item| item.destination(site.dest) }
  missing = made.reject { |path| File.file?(path) }
  abort "expected a file for each address, missed #{missing}" unless missing.empty?

  static = site.static_files.map { |file| file.destination(site.dest) }
  unknown = Dir.glob("#{site.dest}/**/*.html", File::FNM_DOTMATCH) - made - static
  abort "expected an address for each page, found #{unknown}" unless unknown.empty?
end

now = site_at(NOW)
now.process
check(now)
later = site_at(LATER)
later.reset
later.read
later.generate
steady = addresses(now).to_a & addresses(later).to_a
puts JSON.pretty_generate(steady.to_h.transform_values { |url| url.unicode_normalize(:nfc) })
