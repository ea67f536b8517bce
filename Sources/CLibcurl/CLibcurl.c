#include "CLibcurl.h"

#include <stdlib.h>
#include <string.h>

CURLcode clibcurl_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}

CURLcode clibcurl_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(easy, option, value);
}

CURLcode clibcurl_set_string(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}

CURLcode clibcurl_set_pointer(CURL *easy, CURLoption option, void *value) {
  return curl_easy_setopt(easy, option, value);
}

CURLcode clibcurl_set_callbacks(
    CURL *easy, curl_write_callback header, curl_write_callback body, curl_read_callback upload,
    curl_prereq_callback before_request) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, header);
  if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, body);
  if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_READFUNCTION, upload);
  if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, before_request);
  return code;
}

CURLMcode clibcurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

void *clibcurl_private(CURL *easy) {
  char *value = NULL;
  curl_easy_getinfo(easy, CURLINFO_PRIVATE, &value);
  return value;
}

CURLcode clibcurl_result(const CURLMsg *message) { return message->data.result; }

struct curl_slist *clibcurl_header_list(const char *lines, size_t size, size_t count) {
  struct curl_slist *nodes = malloc(count * sizeof *nodes + size + 1);
  if (!nodes) return NULL;
  char *text = (char *)(nodes + count);
  memcpy(text, lines, size);
  text[size] = 0;
  for (size_t i = 0; i < count; i++) {
    nodes[i].data = text;
    nodes[i].next = i + 1 < count ? &nodes[i + 1] : NULL;
    text += strlen(text) + 1;
  }
  return nodes;
}

CURLMcode clibcurl_multi_set_callbacks(
    CURLM *multi, curl_socket_callback socket, curl_multi_timer_callback timer, void *pointer) {
  CURLMcode code = curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, socket);
  if (code == CURLM_OK) code = curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, pointer);
  if (code == CURLM_OK) code = curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, timer);
  if (code == CURLM_OK) code = curl_multi_setopt(multi, CURLMOPT_TIMERDATA, pointer);
  return code;
}

CURLcode clibcurl_set_close_callback(CURL *easy, curl_closesocket_callback close_socket, void *pointer) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, close_socket);
  if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, pointer);
  return code;
}
